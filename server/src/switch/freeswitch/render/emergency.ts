import type { AccessNumberDocument, Deployment } from "@hotline/schemas";
import { action, askAgain, condition, context, extension, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, CONTEXT, DEFAULT_MUSIC, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { settleStep } from "../steps/dial.ts";
import { dutyVariables } from "./duty.ts";
import { safeValue } from "../text.ts";
import { phonesContext } from "./phones.ts";
import { indent } from "./template.ts";

/** A three-second restart of the server must not ring staff mobiles: music and another question, this often. */
const ASKS_IN_VAIN = 3;
const MUSIC_SECONDS = 5;
/** Where a leg asks by itself when the talk it was in is over. */
const TALK_OVER = [ASK_AFTER.offer, ASK_AFTER.talk, ASK_AFTER.talked];
const AGENT_ASKS_IN_VAIN = 6;
const AGENT_SILENCE_MS = 5_000;

/** The contexts on disk. The switch comes here only when the server did not answer a leg's question within a second. */
export function emergencyDialplan(deployment: Deployment, thanks: string): string {
  const numbers = Object.values(deployment.accessNumbers);
  return [
    context(CONTEXT.arrive, [
      ...numbers.map((number) => arriveUnheard(number)),
      extension("unknown-number", [condition({}, [action("hangup", "UNALLOCATED_NUMBER")])]),
    ]),
    context(CONTEXT.ask, askUnheard(thanks)),
    phonesContext(deployment),
  ]
    .map((text) => `${indent(text)}\n`)
    .join("");
}

/** A known number: the leg learns its number and group, so that it finds its duty list by itself. */
function arriveUnheard({ name, spec }: AccessNumberDocument): string {
  return extension(name, [
    condition({ field: "destination_number", expression: `^${escapeRegex(spec.number)}$` }, [
      setVariables({
        [VARIABLE.to]: spec.number,
        [VARIABLE.group]: spec.route.group,
        [VARIABLE.away]: 1,
        media_timeout: MEDIA_TIMEOUT_MS.trunk,
        media_hold_timeout: MEDIA_TIMEOUT_MS.held,
        max_session_transfers: 1_000_000,
        timezone: "organization",
        playback_timeout_sec: MUSIC_SECONDS,
      }),
      ...musicThenAsk(),
    ]),
  ]);
}

function askUnheard(thanks: string): string[] {
  const away = `\${${VARIABLE.away}}`;
  const counts = Array.from({ length: ASKS_IN_VAIN }, (_, index) => index);
  return [
    // An agent's phone whose number did not answer: it hears how that went.
    extension("dial-failed", [
      condition({ field: "destination_number", expression: `^${ASK_AFTER.dial}$` }, [
        action("hangup", "${originate_disposition}"),
      ]),
    ]),
    ...agentAlone(),
    // A leader's leg serves nobody: the talk it listened to goes on, or is over.
    extension("supervisor", [
      condition({ field: `\${${VARIABLE.role}}`, expression: "^supervisor$" }, [action("hangup", "NORMAL_CLEARING")]),
    ]),
    extension("talk-just-ended", [
      condition({ field: "destination_number", expression: `^${ASK_AFTER.talk}$` }, []),
      condition({ field: "${bridge_hangup_cause}", expression: "^$" }, settleStep()),
    ]),
    // The talk is over and nobody is there to say what next. A talk the agent's phone lost is not over, and a customer whom the
    // server sent to ask, to be passed on, came out of a talk that did not end: that one waits.
    extension("talk-ended", [
      condition({ field: "destination_number", expression: `^(${TALK_OVER.join("|")})$` }, []),
      condition({ field: `\${${VARIABLE.step}}`, expression: "^(offer|dial)$" }, []),
      condition({ field: "${bridge_hangup_cause}", expression: "^(?!MEDIA_TIMEOUT$).+$" }, [
        action("hangup", "NORMAL_CLEARING"),
      ]),
    ]),
    // What was pressed is on the leg, and goes into its call record.
    extension("survey", [
      condition({ field: `\${${VARIABLE.step}}`, expression: "^survey$" }, [
        setVariables({ playback_timeout_sec: "" }),
        action("playback", safeValue("prompt", thanks)),
        action("hangup", "NORMAL_CLEARING"),
      ]),
    ]),
    ...counts.map((count) =>
      extension(`unheard-${count + 1}`, [
        condition({ field: away, expression: count === 0 ? "^$" : `^${count}$` }, [
          setVariables({
            [VARIABLE.away]: count + 1,
            timezone: "organization",
            playback_timeout_sec: MUSIC_SECONDS,
          }),
          ...musicThenAsk(),
        ]),
      ]),
    ),
    extension("duty", [
      condition({ field: `\${${VARIABLE.group}}`, expression: "^([a-z0-9-]+)$" }, [
        dutyVariables(),
        action("transfer", `$1 XML ${CONTEXT.duty}`),
      ]),
    ]),
    extension("nobody", [condition({}, [action("hangup", "NORMAL_CLEARING")])]),
  ];
}

/** An agent's leg that consulted somebody or was left alone: silence until the server is back, then it is let go. */
function agentAlone(): string[] {
  const isAgent = condition({ field: `\${${VARIABLE.role}}`, expression: "^agent$" }, []);
  const counts = Array.from({ length: AGENT_ASKS_IN_VAIN }, (_, index) => index);
  return [
    ...counts.map((count) =>
      extension(`agent-unheard-${count + 1}`, [
        isAgent,
        condition({ field: `\${${VARIABLE.away}}`, expression: count === 0 ? "^$" : `^${count}$` }, [
          setVariables({ [VARIABLE.away]: count + 1 }),
          action("playback", `silence_stream://${AGENT_SILENCE_MS}`),
          askAgain(ASK_AFTER.emergency),
        ]),
      ]),
    ),
    extension("agent-alone", [
      condition({ field: `\${${VARIABLE.role}}`, expression: "^agent$" }, [action("hangup", "NORMAL_CLEARING")]),
    ]),
  ];
}

function musicThenAsk(): string[] {
  return [action("answer"), action("playback", `local_stream://${DEFAULT_MUSIC}`), askAgain(ASK_AFTER.emergency)];
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
