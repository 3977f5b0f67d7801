import { setTimeout as sleep } from "node:timers/promises";
import type { AgentSession } from "../../support/agent-session.ts";
import type { Chance } from "../engine/chance.ts";
import { BENCH_GROUP } from "../acd/bench-config.ts";
import type { PhoneRack, PhoneStory } from "./phone-rack.ts";

const LOOK_AGAIN_MS = 20;

/** What an agent did at its page with one call; times in ms since 1970, when the server had said yes. */
export interface PageStory {
  rejectedAt?: number;
  /** Asked for; a talk that ends in that moment may never have been on hold. */
  holdAskedAt?: number;
  /** When the page showed it. */
  heldAt?: number;
  retrievedAt?: number;
  hungUpAt?: number;
  passedOnAt?: number;
}

/** One ringing of one agent's phone and all that came of it. */
export interface Visit {
  readonly agent: string;
  readonly phone: PhoneStory;
  readonly page: PageStory;
}

/** An agent with a ringing phone. */
export interface Ringing extends Visit {
  readonly session: AgentSession;
  readonly rack: PhoneRack;
  readonly chance: Chance;
  /** Everybody who works here. */
  readonly colleagues: readonly string[];
}

/** What an agent may do with a call; `share` of all that ring. New kinds of calls' control get their line here. */
export interface Habit {
  readonly name: string;
  readonly share: number;
  readonly act: (ringing: Ringing) => Promise<void>;
}

export const habits: readonly Habit[] = [
  {
    name: "answers and hangs up at the phone",
    share: 0.25,
    act: async (ringing) => {
      await answer(ringing);
      await between(ringing, 400, 3_500);
      ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "answers and hangs up at the page",
    share: 0.22,
    act: async (ringing) => {
      await answerAndSee(ringing);
      await between(ringing, 400, 3_500);
      await hangUpAtPage(ringing);
    },
  },
  {
    name: "answers and lets the caller hang up",
    share: 0.2,
    act: async (ringing) => {
      await answer(ringing);
      await sleep(6_000);
      ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "answers, holds, retrieves",
    share: 0.12,
    act: async (ringing) => {
      await answerAndSee(ringing);
      await between(ringing, 200, 500);
      if (!(await hold(ringing, true))) ringing.rack.hangUp(ringing.phone);
      await between(ringing, 300, 1_000);
      await hold(ringing, false);
      await between(ringing, 200, 1_500);
      ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "answers, holds, and hangs up on the held one",
    share: 0.03,
    act: async (ringing) => {
      await answerAndSee(ringing);
      await between(ringing, 200, 500);
      await hold(ringing, true);
      await between(ringing, 300, 800);
      ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "answers and passes on to the group",
    share: 0.04,
    act: async (ringing) => {
      await answerAndSee(ringing);
      await between(ringing, 300, 1_500);
      if (!(await passOn(ringing, { kind: "group", group: BENCH_GROUP }))) ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "answers and passes on to a colleague, who may be busy",
    share: 0.04,
    act: async (ringing) => {
      await answerAndSee(ringing);
      await between(ringing, 300, 1_500);
      const { colleagues, chance } = ringing;
      const agent = colleagues[Math.floor(chance.next() * colleagues.length)] ?? "";
      if (!(await passOn(ringing, { kind: "agent", agent }))) ringing.rack.hangUp(ringing.phone);
    },
  },
  {
    name: "rejects at the phone",
    share: 0.04,
    act: async (ringing) => {
      await between(ringing, 100, 400);
      ringing.rack.reject(ringing.phone, ringing.chance.next() < 0.5 ? 486 : 603);
    },
  },
  {
    name: "rejects at the page",
    share: 0.04,
    act: async (ringing) => {
      await between(ringing, 100, 400);
      if (await ask(ringing, "reject")) ringing.page.rejectedAt = Date.now();
    },
  },
  { name: "does not answer", share: 0.02, act: () => Promise.resolve() },
];

async function answer(ringing: Ringing): Promise<void> {
  await between(ringing, 50, 400);
  ringing.rack.answer(ringing.phone);
}

/** Until the page shows the talk, as somebody who presses a button there does; or the phone has let go. */
async function answerAndSee(ringing: Ringing): Promise<void> {
  await answer(ringing);
  await until(ringing, () => segmentOn(ringing) !== undefined);
}

/** Presses the button and looks until the page shows it. False when the server refused. */
async function hold(ringing: Ringing, on: boolean): Promise<boolean> {
  if (!(await ask(ringing, "hold", { on }))) return false;
  ringing.page.holdAskedAt ??= Date.now();
  const shown = await until(ringing, () => (segmentOn(ringing)?.heldAt !== undefined) === on);
  if (shown) ringing.page[on ? "heldAt" : "retrievedAt"] = Date.now();
  return true;
}

function segmentOn({ session, phone, agent }: Ringing) {
  const segment = session.calls.find(({ callId }) => callId === phone.callId)?.segment;
  return segment?.agent === agent ? segment : undefined;
}

/** False when the phone has let go before. */
async function until({ phone }: Ringing, shown: () => boolean): Promise<boolean> {
  while (phone.fate === "up" && !shown()) await sleep(LOOK_AGAIN_MS);
  return phone.fate === "up";
}

async function passOn(ringing: Ringing, target: object): Promise<boolean> {
  const done = await ask(ringing, "transfer", target);
  if (done) ringing.page.passedOnAt = Date.now();
  return done;
}

async function hangUpAtPage(ringing: Ringing): Promise<void> {
  if (await ask(ringing, "hang-up")) ringing.page.hungUpAt = Date.now();
  else ringing.rack.hangUp(ringing.phone);
}

/** False when the call is over or is another's by now: agents press buttons too late all day. */
async function ask({ session, phone }: Ringing, verb: string, body?: unknown): Promise<boolean> {
  try {
    await session.post(`/calls/${phone.callId}/${verb}`, body);
    return true;
  } catch (error) {
    if (/answered (404|409)/.test(String(error))) return false;
    throw error;
  }
}

function between({ chance }: Ringing, fromMs: number, toMs: number): Promise<void> {
  return sleep(fromMs + chance.next() * (toMs - fromMs));
}
