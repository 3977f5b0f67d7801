import { expect, test } from "vitest";
import { Desk } from "./testing/desk.ts";

function rowsOf(desk: Desk, agent: string) {
  return desk.rows("agent_state_changes", (row) => `${row.agent}:${row.seq}`).filter((row) => row.agent === agent);
}

test("W15: a state forced by a leader is taken at once and logged with who forced it", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.wait(1_000);
  desk.send({ type: "agent.state-forced", agent: "anna", state: "break", breakReason: "lunch", by: "person:lead" });
  expect(desk.agent("anna")).toMatchObject({ state: "break", breakReason: "lunch" });
  expect(rowsOf(desk, "anna").at(-1)).toMatchObject({ state: "break", by: "person:lead", why: "forced" });
});

test("W15: a state forced in a talk shows after it, and that row says who forced it; later rows do not", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(1_000);
  desk.send({ type: "agent.state-forced", agent: "anna", state: "offline", by: "person:lead" });
  expect(desk.agent("anna")).toMatchObject({ state: "talking", chosen: "offline" });
  desk.end(offer.agentLegId);
  desk.wait(10_000);
  expect(rowsOf(desk, "anna").slice(-2)).toMatchObject([
    { state: "acw", by: "system", why: "talk-ended" },
    { state: "offline", by: "person:lead", why: "forced" },
  ]);
  desk.choose("anna", "online");
  expect(rowsOf(desk, "anna").at(-1)).toMatchObject({ state: "online", by: "anna", why: "chosen" });
});

test("W15: what the agent chooses after a leader's force is the agent's own again", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(1_000);
  desk.send({ type: "agent.state-forced", agent: "anna", state: "offline", by: "person:lead" });
  desk.choose("anna", "outbound");
  desk.end(offer.agentLegId);
  desk.wait(10_000);
  expect(rowsOf(desk, "anna").at(-1)).toMatchObject({ state: "outbound", by: "system", why: "acw-ended" });
});

test("W15: a force to 在线 makes a waiting caller's phone ring at once", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.choose("anna", "offline");
  desk.arrive();
  desk.send({ type: "agent.state-forced", agent: "anna", state: "online", by: "person:lead" });
  expect(desk.agent("anna").state).toBe("ringing");
});

test("W15: forcing who is signed out, unknown, or into a break without a configured reason changes nothing", () => {
  const desk = new Desk();
  const force = { type: "agent.state-forced", by: "person:lead" } as const;
  expect(desk.send({ ...force, agent: "anna", state: "online" }).ignored).toBe("agent is not signed in");
  expect(desk.send({ ...force, agent: "nobody", state: "online" }).ignored).toBe("no such agent");
  desk.comeToWork("anna");
  expect(desk.send({ ...force, agent: "anna", state: "break" }).ignored).toBe(
    "break reason is not one of the configured",
  );
  expect(desk.agent("anna").state).toBe("online");
});

test("W15: after-call work a leader extends ends later by as much, each extension on top of the last", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.end(desk.talk().agentLegId);
  const until = desk.agent("anna").acwUntil ?? 0;
  desk.send({ type: "agent.acw-extended", agent: "anna", byMs: 60_000, by: "person:lead" });
  desk.send({ type: "agent.acw-extended", agent: "anna", byMs: 30_000, by: "person:other" });
  expect(desk.agent("anna").acwUntil).toBe(until + 90_000);
  desk.wait(until + 89_000 - desk.now);
  expect(desk.agent("anna").state).toBe("acw");
  desk.wait(1_000);
  expect(desk.agent("anna").state).toBe("online");
});
