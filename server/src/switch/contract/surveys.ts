import { expect, test } from "vitest";
import type { SwitchHarness } from "./harness.ts";
import type { Scene } from "./scene.ts";

/** Part of the switch contract: the satisfaction survey (S13). */
export function surveyContract(given: { readonly harness: () => SwitchHarness; readonly scene: () => Scene }): void {
  const harness = () => given.harness();
  const scene = () => given.scene();
  const extension = () => harness().extensions[0];

  test("survey: the customer hears the prompt and presses a key: the leg asks with it, and nothing of it was hung up (S13)", async () => {
    const { legId, caller, survey } = await scene().surveyed(extension());
    await holds("the customer hears the prompt", () => caller.hearsMusic());
    scene().willAnswer({ ...survey, part: "thanks", keys: "2" });
    await caller.press("2");
    const asked = await scene().told("leg.asked", (event) => event.legId === legId && event.after === "survey");
    const { part, levels, segmentId, agent, askedAt } = survey;
    expect(asked.survey).toEqual({ part, levels, segmentId, agent, askedAt, keys: "2" });
  });

  test("survey: the thanks are heard, then the leg is hung up by us and its end says what was pressed (S13)", async () => {
    const { legId, caller } = await scene().surveyed(extension(), { part: "thanks", keys: "1" });
    await holds("the customer hears the thanks", () => caller.hearsMusic());
    const ended = await scene().told("leg.ended", (event) => event.legId === legId);
    expect(ended).toMatchObject({ by: "us", cause: "normal", survey: { part: "thanks", keys: "1" } });
  });

  test("survey: no key is pressed: the leg asks without one when the time is over (S13)", async () => {
    const { legId, survey } = await scene().surveyed(extension());
    scene().willAnswer({ ...survey, part: "thanks" });
    const asked = await scene().told("leg.asked", (event) => event.legId === legId && event.after === "survey");
    expect(asked.survey).toMatchObject({ part: "ask", keys: "" });
  });

  test.each(["0", "9", "*", "#"])(
    "survey: the key %s is told as it is, and after the second prompt both are (S13)",
    async (key) => {
      const { legId, caller, survey } = await scene().surveyed(extension());
      scene().willAnswer({ ...survey, part: "again", keys: key });
      await holds("the customer hears the prompt", () => caller.hearsMusic());
      await caller.press(key);
      const first = await scene().told("leg.asked", (event) => event.legId === legId && event.after === "survey");
      expect(first.survey).toMatchObject({ part: "ask", keys: key });
      const second = await harness().waitFor("the second answer", async () => {
        const told = scene().events.find((event) => event.type === "leg.asked" && event.survey?.part === "again");
        // Pressed before the second prompt begins, it is no answer to it.
        if (told === undefined) await caller.press("1");
        else scene().willAnswer({ ...survey, part: "thanks", keys: `${key}1` });
        return told;
      });
      expect(second).toMatchObject({ survey: { keys: `${key}1` } });
    },
  );

  test("survey: the customer presses sixty keys: the first is told (S13)", async () => {
    const { legId, caller, survey } = await scene().surveyed(extension());
    scene().willAnswer({ ...survey, part: "thanks", keys: "2" });
    await holds("the customer hears the prompt", () => caller.hearsMusic());
    await caller.press("2" + "9".repeat(59));
    const asked = await scene().told("leg.asked", (event) => event.legId === legId && event.after === "survey");
    expect(asked.survey?.keys).toBe("2");
    expect((await scene().told("leg.ended", (event) => event.legId === legId)).by).toBe("us");
  });

  test("survey: the customer hangs up in the middle: its leg ends by the party, with no key (S13)", async () => {
    const { legId, caller, survey } = await scene().surveyed(extension());
    await holds("the customer hears the prompt", () => caller.hearsMusic());
    await caller.hangUp();
    const ended = await scene().told("leg.ended", (event) => event.legId === legId);
    expect(ended).toMatchObject({ by: "party", survey: { part: "ask", segmentId: survey.segmentId, keys: "" } });
  });

  test("survey: the server was away meanwhile: the listing says what the leg is in, and a key then is told (S13)", async () => {
    const { legId, caller, survey } = await scene().surveyed(extension());
    await holds("the customer hears the prompt", () => caller.hearsMusic());
    await harness().port.stop();
    const after = scene().events.length;
    await harness().port.start(scene());
    const { legs } = await scene().told("switch.reconciled", () => true, after);
    const listed = legs.find((leg) => leg.legId === legId);
    expect(listed?.survey).toMatchObject({ part: "ask", agent: survey.agent, askedAt: survey.askedAt, keys: "" });
    scene().willAnswer({ ...survey, part: "thanks", keys: "1" });
    await caller.press("1");
    const told = await scene().told("leg.asked", (event) => event.after === "survey", after);
    expect(told.survey?.keys).toBe("1");
  });

  /** Audio takes a moment to change. */
  async function holds(what: string, look: () => Promise<boolean>): Promise<void> {
    await harness().waitFor(what, async () => ((await look()) ? true : undefined));
  }
}
