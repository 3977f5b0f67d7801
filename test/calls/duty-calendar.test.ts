import type { Deployment } from "@hotline/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { SipPhone, type PhoneCall } from "./support/sip-phone.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

type Day = Deployment["calendars"][string]["spec"]["hours"][number]["days"][number];

const WEEK: readonly Day[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LOCAL_HOUR = 3;
const LAST_RESORT = "13900000099";

/** A zone in which it is past three in the morning now, so that the night before and the day to come can both be tried. */
function zoneAtThree(now: Date): { timeZone: string; local: Date } {
  const ahead = ((LOCAL_HOUR - now.getUTCHours() + 36) % 24) - 12;
  // Etc/GMT-8 is eight hours ahead: POSIX's sign.
  const timeZone = ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
  return { timeZone, local: new Date(now.getTime() + ahead * 3_600_000) };
}

describe.skipIf(noSwitch)("the duty list's calendars", () => {
  let rig: SwitchRig;
  let carrier: SipPhone;

  const { timeZone, local } = zoneAtThree(new Date());
  const today = WEEK[local.getUTCDay()] ?? "sun";
  const yesterday = WEEK[(local.getUTCDay() + 6) % 7] ?? "sun";
  const dateOf = (daysAgo: number) => new Date(local.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const open = (days: Day[], from: string, to: string, ...holidays: string[]) => ({
    hours: [{ days, from, to }],
    holidays: holidays.map((date) => ({ date, label: "假日" })),
    alwaysOpen: false,
  });
  /** Name → hours, and whether that is open at three this morning. */
  const calendars: Readonly<Record<string, readonly [Deployment["calendars"][string]["spec"], boolean]>> = {
    "this-night": [open([today], "02:00", "05:00"), true],
    "this-day": [open([today], "08:00", "18:00"), false],
    "last-nights-same-hours": [open([yesterday], "02:00", "05:00"), false],
    "since-last-evening": [open([yesterday], "22:00", "06:00"), true],
    "from-this-evening": [open([today], "22:00", "06:00"), false],
    "until-midnight": [open([yesterday], "22:00", "00:00"), false],
    "holiday-today": [open([today], "02:00", "05:00", dateOf(0)), false],
    "holiday-elsewhen": [open([today], "02:00", "05:00", dateOf(1), dateOf(-1)), true],
    "evening-began-on-holiday": [open([yesterday], "22:00", "06:00", dateOf(1)), false],
    "morning-of-holiday": [open([yesterday], "22:00", "06:00", dateOf(0)), true],
    "two-periods": [
      {
        ...open([today], "08:00", "12:00"),
        hours: [...open([today], "08:00", "12:00").hours, ...open([today], "00:00", "06:00").hours],
      },
      true,
    ],
    never: [{ hours: [], holidays: [], alwaysOpen: false }, false],
    always: [{ hours: [], holidays: [], alwaysOpen: true }, true],
  };
  const names = Object.keys(calendars);
  const numberOf = (name: string) => `1390000${String(names.indexOf(name)).padStart(4, "0")}`;

  beforeAll(async () => {
    carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2" });
    const deployment = testDeployment({
      carrier: { address: "127.0.0.2", port: carrier.port },
      dutyList: names.map((name) => ({ number: numberOf(name), label: name, calendar: name })),
      dutyNumbers: [LAST_RESORT],
      calendars: Object.fromEntries(
        names.map((name) => [
          name,
          { kind: "Calendar", name, label: name, spec: calendars[name]?.[0] ?? open([], "", "") },
        ]),
      ),
    });
    deployment.organization.spec.timeZone = timeZone;
    rig = await SwitchRig.start(deployment);
    rig.keep(carrier);
  });
  afterAll(async () => {
    await rig.stop();
  });

  it("A4: when no server answers, then exactly the numbers whose calendars are open are tried in order, then the house's, then the call ends", async () => {
    const tried: string[] = [];
    carrier.on("incoming", (call: PhoneCall) => {
      tried.push(/^INVITE sip:([^@]+)@/.exec(call.invite.startLine)?.[1] ?? "");
      carrier.reject(call, 486);
    });
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up");
    await customer.until(call, "ended", 60_000);
    const isOpen = names.filter((name) => calendars[name]?.[1]);
    expect(tried).toEqual([...isOpen.map(numberOf), LAST_RESORT]);
  });
});
