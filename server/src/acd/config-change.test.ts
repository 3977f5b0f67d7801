import { expect, test } from "vitest";
import { deployment, type Shape } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

const before: Shape = {
  agents: { anna: { repair: 1 }, bert: { supply: 1 } },
  groups: { repair: {}, supply: {} },
  numbers: { "100": "repair", "200": "supply" },
};

function apply(desk: Desk, shape: Shape): void {
  desk.send({ type: "config.applied", config: deployment({ ...before, ...shape }) });
}

test("K3: the same configuration applied again commands nothing and writes nothing", () => {
  const desk = new Desk(deployment(before));
  desk.comeToWork("anna");
  desk.talk();
  apply(desk, {});
  expect(desk.last).toMatchObject({ commands: [], facts: [] });
});

test("K3: an agent who is taken out finishes its talk, without after-call work, and is gone", () => {
  const desk = new Desk(deployment(before));
  desk.comeToWork("anna");
  const offer = desk.talk();
  apply(desk, { agents: { bert: { supply: 1 } } });
  expect(desk.last.commands).toEqual([]);
  expect(desk.agent("anna").state).toBe("talking");
  desk.end(offer.agentLegId);
  expect(desk.acd.agentView("anna")).toBeUndefined();
  expect(desk.rows("agent_sessions", (row) => row.agent)).toMatchObject([{ agent: "anna", why: "agent-removed" }]);
});

test("K3: an agent put back after it was taken out goes on with the numbers of its state log", () => {
  const desk = new Desk(deployment(before));
  desk.comeToWork("anna");
  apply(desk, { agents: {} });
  apply(desk, {});
  desk.comeToWork("anna");
  const seqs = desk.facts.flatMap((fact) => (fact.table === "agent_state_changes" ? [fact.row.seq] : []));
  expect(seqs).toEqual([1, 2, 3, 4, 5]);
});

test("K3: a group that is taken out serves the callers it has by its old members and rules, then it is gone", () => {
  const desk = new Desk(deployment(before));
  const legId = desk.arrive("100");
  apply(desk, { groups: { supply: {} }, agents: { anna: {}, bert: { supply: 1 } }, numbers: { "200": "supply" } });
  desk.comeToWork("anna");
  const { offer } = desk;
  expect(offer).toMatchObject({ legId, agent: "anna", group: "repair" });
  desk.answer(offer);
  desk.end(offer.agentLegId);
  expect(desk.agent("anna")).toMatchObject({ state: "acw", groups: [] });
  expect(desk.acd.groupView("repair")).toBeUndefined();
});

test("K3: a number that moves to another group moves the calls to come, not those that wait", () => {
  const desk = new Desk(deployment(before));
  const early = desk.arrive("100");
  apply(desk, { numbers: { "100": "supply", "200": "supply" } });
  const late = desk.arrive("100");
  expect([desk.callOf(early)?.group, desk.callOf(late)?.group]).toEqual(["repair", "supply"]);
});

test("K3: an agent who joins a group in which a caller waits is offered that caller at once", () => {
  const desk = new Desk(deployment(before));
  const legId = desk.arrive("100");
  desk.comeToWork("bert");
  apply(desk, { agents: { anna: { repair: 1 }, bert: { supply: 1, repair: 2 } } });
  expect(desk.offer).toMatchObject({ legId, agent: "bert" });
});

test("K3: a group that becomes outbound serves its waiting callers first and takes no new ones", () => {
  const desk = new Desk(deployment(before));
  const legId = desk.arrive("100");
  apply(desk, { groups: { repair: { direction: "outbound" }, supply: {} } });
  desk.arrive("100");
  expect(desk.last.commands).toMatchObject([{ type: "leg.hang-up", cause: "not-found" }]);
  desk.comeToWork("anna");
  expect(desk.offer).toMatchObject({ legId, agent: "anna" });
});

test("K3: new ring and after-call times hold from the next offer and the next talk's end", () => {
  const desk = new Desk(deployment(before));
  desk.comeToWork("anna");
  const offer = desk.talk();
  apply(desk, { groups: { repair: { wrapUpMs: 45_000, ringMs: 7_000 }, supply: {} } });
  desk.end(offer.agentLegId);
  expect(desk.agent("anna").acwUntil).toBe(desk.now + 45_000);
  desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  desk.arrive();
  expect(desk.offer.ringMs).toBe(7_000);
});

test("K3: an agent whose extension changes has no phone until one registers under the new one", () => {
  const desk = new Desk(deployment(before));
  desk.comeToWork("anna");
  apply(desk, { agents: { bert: { supply: 1 }, anna: { repair: 1 } } });
  expect(desk.agent("anna").phones).toEqual([]);
  desk.arrive("100");
  desk.register("anna");
  expect(desk.offer.endpoint).toEqual({ kind: "browser", extension: "1002" });
});
