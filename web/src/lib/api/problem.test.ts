import { expect, test } from "vitest";
import { asProblem, networkProblem, problemOf } from "./problem.ts";

test("a problem of the server keeps its code, words and request id", () => {
  const body = { code: "call.not-yours", title: "Not yours", detail: "c-1", hint: "ask", requestId: "r-7" };
  const problem = problemOf(body, new Response(null, { status: 409 }));
  expect(problem).toMatchObject({ ...body, status: 409 });
});

test("an HTML page of a proxy becomes a problem with the HTTP status as its code", () => {
  const response = new Response(null, { status: 502, headers: { "x-request-id": "r-8" } });
  expect(problemOf("<html>", response)).toMatchObject({ code: "http.502", status: 502, requestId: "r-8" });
});

test("a failed fetch becomes the network problem with its cause", () => {
  const cause = new TypeError("Failed to fetch");
  expect(asProblem(cause)).toMatchObject({ code: "network", status: 0, cause });
  const problem = networkProblem(cause);
  expect(asProblem(problem)).toBe(problem);
});
