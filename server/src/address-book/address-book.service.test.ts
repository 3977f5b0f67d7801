import { describe, expect, test } from "vitest";
import type { Deployment } from "@hotline/schemas";
import { AddressBooks } from "./address-book.service.ts";

type Book = Deployment["addressBooks"][string];

const book = (name: string, label: string, entries: Book["spec"]["entries"]): Book => ({
  kind: "AddressBook",
  name,
  label,
  spec: { entries },
});

const books = new AddressBooks(
  () =>
    ({
      addressBooks: {
        house: book("house", "院内电话", [
          { name: "总值班室", number: "62001000", department: "院办" },
          { name: "动力中心", number: "62001010" },
        ]),
        vendors: book("vendors", "维保单位", [{ name: "电梯维保", number: "13800020001" }]),
      },
    }) as Pick<Deployment, "addressBooks"> as Deployment,
);
const found = (sought: string) => books.find(sought).items.map(({ name }) => name);

describe("A10: looking for an outside number by name", () => {
  test("nothing typed: everybody of every book, in the order of the names", () => {
    expect(books.find("").items[0]).toEqual({
      name: "电梯维保",
      number: "13800020001",
      department: undefined,
      book: "维保单位",
    });
    expect(found("")).toEqual(["电梯维保", "动力中心", "总值班室"]);
  });

  test.each([
    ["part of the name", "值班", ["总值班室"]],
    ["pinyin initials", "dt", ["电梯维保"]],
    ["the department", "院办", ["总值班室"]],
    ["the beginning of the number", "6200101", ["动力中心"]],
    ["something nobody has", "锅炉", []],
  ])("%s finds it", (_words, sought, names) => {
    expect(found(sought)).toEqual(names);
  });

  test("more than the list shows: how many besides is said", () => {
    const many = Array.from({ length: 23 }, (_, index) => ({ name: `科室${index}`, number: `6200${index + 10}` }));
    const big = new AddressBooks(() => ({ addressBooks: { all: book("all", "全部", many) } }) as unknown as Deployment);
    expect(big.find("科室")).toMatchObject({ more: 3 });
    expect(big.find("科室").items).toHaveLength(20);
  });

  test("without a configuration there is nobody", () => {
    expect(new AddressBooks(() => undefined).find("")).toEqual({ items: [], more: 0 });
  });
});
