import { untrack } from "svelte";
import { ask } from "#lib/api/client.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import { live } from "#lib/live/live.svelte.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { session } from "#lib/session/session.svelte.ts";
import { colleague } from "#lib/transfer/agent-labels.svelte.ts";
import { runConsultLife } from "#lib/transfer/consult-life.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { ownListening } from "#lib/monitor/own-listening.ts";
import { dialPad } from "#lib/dial/dial-pad-state.svelte.ts";
import { whyNotReached } from "#lib/dial/why-not-reached.ts";
import { work } from "./current-call.svelte.ts";
import { callerName, shownNumber } from "./words.ts";

/** A leg whose call the server no longer knows is dead for sure after this long. */
const deadLegMs = 3000;

/** What goes on behind every page of a signed-in person; called once while its frame is built. */
export function runPageLife(): void {
  $effect(() => {
    const info = session.info;
    if (info === undefined || info.mustChangePassword) return;
    live.start((code) =>
      session.end(code === "session.replaced" ? "replaced" : code === "session.signed-out" ? "signed-out" : "expired"),
    );
    return () => live.stop();
  });

  // The socket says only that it cannot open; whether the session is over the API knows.
  $effect(() => {
    if (live.connection === "lost") void ask((api) => api.GET("/session")).catch(() => undefined);
  });

  $effect(() => {
    const agent = session.info?.agent;
    if (agent && live.switch?.kind === "freeswitch") phone.start(agent.name, () => live.now);
  });

  $effect(() => {
    const chosen = live.me?.chosen;
    if (chosen === undefined || phone.place !== "here") return;
    phone.microphone.want(chosen !== "offline" || phone.call !== undefined);
  });

  ringing();
  placing();
  muting();
  listening();
  resuming();
  deadLeg();
  runConsultLife();
  takenOver();

  $effect(() => {
    const { failed } = phone;
    if (failed === undefined) return;
    phone.failed = undefined;
    const name = callerName(live.calls.get(failed.callId ?? "")?.from.name ?? failed.fromName, failed.fromNumber);
    toasts.bad(t("phone.answerFailed", { name }), t("common.supportCode", { code: "phone.media" }));
  });

  $effect(() => {
    const { phase, name, number, bridgedAt } = work.current;
    if (phase !== "talking" || bridgedAt === undefined) return;
    return () => (work.last = { name, number, talkMs: Date.now() + live.offsetMs - bridgedAt });
  });
}

/** The server's name for the call from here, and in words how one ended that nobody answered. */
function placing(): void {
  $effect(() => {
    const view = live.myCall;
    if (view?.dial?.request !== undefined) phone.learn(view.dial.request, view.callId);
  });
  $effect(() => {
    const { unanswered } = phone;
    if (unanswered === undefined) return;
    phone.unanswered = undefined;
    // Who gave it up needs no words why.
    const givenUp = unanswered.callId !== undefined && untrack(() => work.hangingUp) === unanswered.callId;
    const why = givenUp || unanswered.failure === undefined ? undefined : whyNotReached(unanswered.failure);
    dialPad.last = why === undefined ? undefined : { number: unanswered.number, why };
    if (why !== undefined) toasts.bad(t("dial.failed", { number: shownNumber(unanswered.number), why: t(why) }));
  });
}

/** Sound, blinking title and, while the page is hidden, a notification. */
function ringing(): void {
  const rings = $derived(work.current.phase === "ringing");
  $effect(() => {
    if (rings) return untrack(announce);
  });
}

/** Begins to call the agent's attention to the call that rings; what it returns ends that. */
function announce(): () => void {
  const { name, number, callId, consult } = work.current;
  const words = consult ? colleague(consult.other) : callerName(name, number);
  phone.ring(true);
  const title = document.title;
  let lit = false;
  const blink = setInterval(
    () => (document.title = (lit = !lit) ? t("ringing.tabTitle", { name: words }) : title),
    700,
  );
  const notification = document.hidden ? notify(words, shownNumber(number), callId) : undefined;
  return () => {
    phone.ring(false);
    clearInterval(blink);
    document.title = title;
    notification?.close();
  };
}

function notify(name: string, number: string, callId: string | undefined): Notification | undefined {
  if (!("Notification" in window) || Notification.permission !== "granted") return undefined;
  const notification = new Notification(t("ringing.notification", { name }), {
    body: number,
    requireInteraction: true,
    ...(callId === undefined ? {} : { tag: callId }),
  });
  notification.onclick = () => {
    window.focus();
    notification.close();
  };
  return notification;
}

/** The track follows the server's word, or the person's wish until the server has heard it. */
function muting(): void {
  $effect(() => {
    if (phone.call?.listens === true) return;
    if (phone.call?.phase === "talking" && work.hangingUp !== phone.call.callId) phone.setMuted(work.muted);
  });
  $effect(() => {
    const wish = work.muteWish;
    const { callId } = live.myCall ?? {};
    if (wish !== undefined && callId === wish.callId && work.mutedAtServer === wish.on) work.muteWish = undefined;
  });
}

/** A leader has the customer now: said when it happens, and in the after-call work as long as that lasts. */
function takenOver(): void {
  let customer = "";
  let told: string | undefined;
  let isFirst = true;
  $effect(() => {
    const { phase, name, number } = work.current;
    if (phase === "talking") customer = callerName(name, number);
  });
  $effect(() => {
    if (live.me === undefined) return;
    const { takenOver } = live.me;
    // A page that was loaded anew finds it in the after-call work.
    const isNews = !isFirst && takenOver !== undefined && takenOver.callId !== told;
    [told, isFirst] = [takenOver?.callId, false];
    if (isNews) untrack(() => toasts.bad(t("talk.takenOver", { leader: colleague(takenOver.by), customer })));
  });
}

/** Who only listens sends nothing, whatever the switch would do with it; heard it is when the switch says so. */
function listening(): void {
  $effect(() => {
    if (phone.call?.listens !== true) return;
    const { present, mode } = ownListening() ?? {};
    phone.setMuted(mode === "listen" || present === undefined || present === "listen");
  });
}

/** Tells the server once per stay of the phone in this page that it holds nothing of what was going on before. */
function resuming(): void {
  let toldFor: number | undefined;
  $effect(() => {
    const { heldSince, place, registration, call } = phone;
    if (place !== "here" || heldSince === undefined || registration.state !== "registered") return;
    if (live.connection !== "open" || !live.known || toldFor === heldSince) return;
    toldFor = heldSince;
    const view = live.myCall;
    const before = view?.segment?.bridgedAt ?? view?.offer?.offeredAt;
    if (call === undefined && before !== undefined && before < heldSince) live.send({ type: "phone-restarted" });
  });
}

/** A BYE that never arrived (the phone's own connection was away): the server's word ends the leg here too. */
function deadLeg(): void {
  const dead = $derived(
    live.connection === "open" &&
      phone.call?.phase === "talking" &&
      phone.call.callId !== undefined &&
      !live.calls.has(phone.call.callId),
  );
  $effect(() => {
    if (!dead) return;
    const callId = untrack(() => phone.call?.callId);
    const timer = setTimeout(() => phone.hangUp(callId), deadLegMs);
    return () => clearTimeout(timer);
  });
}
