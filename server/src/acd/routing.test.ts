import { expect, test } from "vitest";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

const three = deployment({ agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { repair: 1 } } });

test("S10: the agent idle longest gets the call", () => {
  const desk = new Desk(three);
  for (const agent of ["cora", "anna", "bert"]) {
    desk.comeToWork(agent);
    desk.wait(1_000);
  }
  const order = [1, 2, 3].map(() => {
    desk.arrive();
    return desk.offer.agent;
  });
  expect(order).toEqual(["cora", "anna", "bert"]);
});

test("S10: a break and the return to online begin the idle time anew, choosing online twice does not", () => {
  const desk = new Desk(three);
  desk.comeToWork("anna");
  desk.wait(1_000);
  desk.comeToWork("bert");
  desk.wait(1_000);
  desk.choose("anna", "online");
  desk.arrive();
  expect(desk.offer.agent).toBe("anna");
  desk.end("customer-1");
  desk.choose("anna", "break", "lunch");
  desk.choose("anna", "online");
  desk.arrive();
  expect(desk.offer.agent).toBe("bert");
});

test("S10: a missed offer begins the idle time anew, one whose caller gave up does not", () => {
  const desk = new Desk(three);
  desk.comeToWork("anna");
  desk.wait(1_000);
  desk.comeToWork("bert");
  desk.wait(1_000);
  const given = desk.arrive();
  expect(desk.offer.agent).toBe("anna");
  desk.end(given);
  desk.arrive();
  expect(desk.offer.agent).toBe("anna");
  const { offer } = desk;
  desk.ring(offer);
  desk.wait(1_000);
  desk.askAfterOffer(offer, "no-answer");
  expect(desk.offer.agent).toBe("bert");
  desk.end(offer.legId);
  desk.arrive();
  expect(desk.offer.agent).toBe("bert");
});

test("S2: an agent of better priority in the group goes before one idle longer", () => {
  const desk = new Desk(deployment({ agents: { anna: { repair: 2 }, bert: { repair: 1 } } }));
  desk.comeToWork("anna");
  desk.wait(60_000);
  desk.comeToWork("bert");
  desk.arrive();
  expect(desk.offer.agent).toBe("bert");
  expect(desk.rows("decisions", (row) => `${row.callId}:${row.seq}`)).toMatchObject([
    {
      rule: "longest-idle",
      chosen: "bert",
      candidates: [
        { agent: "bert", eligible: true, why: "longest-idle" },
        { agent: "anna", eligible: true, why: "lower-priority" },
      ],
      membersNotListed: 0,
    },
  ]);
});

test("an agent of two groups takes the one where its priority is better, then the caller who came first", () => {
  const desk = new Desk(
    deployment({
      agents: { anna: { repair: 2, supply: 1 } },
      groups: { repair: {}, supply: {} },
      numbers: { "100": "repair", "200": "supply" },
    }),
  );
  desk.arrive("100");
  desk.wait(1_000);
  const second = desk.arrive("200");
  desk.wait(1_000);
  desk.arrive("200");
  desk.comeToWork("anna");
  expect(desk.offer.legId).toBe(second);
});

test("A3: twenty waiting callers and three agents: served in the order of arrival, nobody offered twice at once", () => {
  const desk = new Desk(three);
  const callers = Array.from({ length: 20 }, () => {
    desk.wait(100);
    return desk.arrive();
  });
  const served: string[] = [];
  const open: { legId: string; agentLegId: string }[] = [];
  const take = () => {
    for (const command of desk.last.commands) {
      if (command.type !== "leg.offer") continue;
      served.push(command.legId);
      open.push(command);
    }
  };
  for (const agent of ["anna", "bert", "cora"]) {
    desk.comeToWork(agent);
    take();
  }
  for (let talk = open.shift(); talk !== undefined; talk = open.shift()) {
    desk.send({ type: "leg.answered", legId: talk.agentLegId });
    desk.send({ type: "legs.bridged", customerLegId: talk.legId, agentLegId: talk.agentLegId });
    desk.wait(500);
    desk.end(talk.agentLegId);
    const agent = desk.acd.agentViews().find(({ activity }) => activity === "acw")?.agent ?? "";
    desk.send({ type: "agent.acw-ended", agent, by: agent });
    take();
  }
  expect(served).toEqual(callers);
});

test("the record of a decision names what rules each agent out", () => {
  const agents = ["off", "resting", "calling", "ringing", "acw", "nophone", "talking", "lost"];
  const desk = new Desk(deployment({ agents: Object.fromEntries(agents.map((name) => [name, { repair: 1 }])) }));
  const online = (name: string) => desk.comeToWork(name);
  online("talking");
  desk.talk();
  online("acw");
  desk.end(desk.talk().agentLegId);
  online("ringing");
  desk.arrive();
  for (const name of ["resting", "calling", "nophone", "lost"]) online(name);
  desk.choose("resting", "break", "lunch");
  desk.choose("calling", "outbound");
  desk.send({ type: "phone.lost", agent: "nophone", phone: "browser" });
  desk.send({ type: "agent.session-lost", agent: "lost" });
  desk.arrive();
  const decision = desk.rows("decisions", (row) => `${row.callId}:${row.seq}`).at(-1);
  expect(decision?.rule).toBe("no-agent-free");
  expect(Object.fromEntries(decision?.candidates.map(({ agent, why }) => [agent, why]) ?? [])).toEqual({
    off: "not-signed-in",
    resting: "on-break",
    calling: "outbound",
    ringing: "ringing",
    acw: "acw",
    nophone: "phone-lost",
    talking: "talking",
    lost: "session-lost",
  });
});

test("the record of a decision lists fifty members at most and counts the others", () => {
  const agents = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`agent-${index}`, { repair: 1 }]));
  const desk = new Desk(deployment({ agents }));
  desk.arrive();
  const [decision] = desk.rows("decisions", (row) => row.callId);
  expect([decision?.candidates.length, decision?.membersNotListed]).toEqual([50, 30]);
});
