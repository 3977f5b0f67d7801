import { describe, expect, test } from "vitest";
import { deployment } from "../testing/deployment.ts";
import { isDiallable, isEmergencyNumber, routeNumber } from "./numbers.ts";

describe("A10: which numbers can be dialled", () => {
  test.each([
    "110",
    "119",
    "120",
    "13800138000",
    "+8613800138000",
    "62008000",
    "95588",
    "*21#",
    "12345678901234567890",
  ])("%s can", (number) => {
    expect(isDiallable(number)).toBe(true);
  });

  test.each([
    "",
    "+",
    "{sip_h_X=1}9000",
    "9".repeat(64),
    "call-me",
    "138 0013 8000",
    "1+2",
    "１２３",
    "9000@elsewhere",
    "1\n2",
  ])("%j cannot", (number) => {
    expect(isDiallable(number)).toBe(false);
    expect(routeNumber(deployment({ trunks: { carrier: {} } }), number)).toEqual([]);
  });

  test("police, fire and ambulance are emergency numbers, nothing that only begins so is", () => {
    expect(["110", "119", "120"].every(isEmergencyNumber)).toBe(true);
    expect(["1100", "0120", "12"].some(isEmergencyNumber)).toBe(false);
  });
});

test("A10: the trunks are tried by priority, equals by name, whatever the order they are written in", () => {
  const config = deployment({ trunks: { spare: { priority: 2 }, b: { priority: 1 }, a: { priority: 1 } } });
  expect(routeNumber(config, "110").map(({ trunk, number }) => `${trunk.name} ${number}`)).toEqual([
    "a 110",
    "b 110",
    "spare 110",
  ]);
});
