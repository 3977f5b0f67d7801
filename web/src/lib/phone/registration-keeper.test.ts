import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PhoneCredentials } from "#lib/api/schema.ts";
import { RegistrationKeeper, renewAfterMs } from "./registration-keeper.ts";
import type { KeptRegistration } from "./registration-keeper.ts";
import type { Registration, SipPhone } from "./sip-phone.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A keeper in front of phones that only note what is asked of them. */
function keep(fetchCredentials: () => Promise<PhoneCredentials>) {
  const shown: KeptRegistration[] = [];
  const phones: { starts: number; renewals: string[]; stops: number; tell: (registration: Registration) => void }[] =
    [];
  const keeper = new RegistrationKeeper({
    fetchCredentials,
    createPhone: ({ wsUrl, uri }, tell) => {
      const phone = { starts: 0, renewals: [] as string[], stops: 0, tell };
      phones.push(phone);
      return {
        wsUrl,
        uri,
        call: undefined,
        start: () => (phone.starts += 1),
        renew: ({ password }: PhoneCredentials) => phone.renewals.push(password),
        stop: () => (phone.stops += 1),
        abandon: () => (phone.stops += 1),
      } as unknown as SipPhone;
    },
    changed: (registration) => shown.push(registration),
  });
  return { keeper, shown, phones };
}

const issued = (over: Partial<PhoneCredentials> = {}): PhoneCredentials => ({
  wsUrl: "ws://switch.invalid/",
  uri: "sip:1001@hotline",
  authUser: "1001",
  password: "p",
  expiresAt: new Date(Date.now() + 1_000_000).toISOString(),
  iceServers: [],
  ...over,
});

test("a secret is renewed on the same phone before it expires", async () => {
  let count = 0;
  const { phones } = keep(() => Promise.resolve(issued({ password: `p${String((count += 1))}` })));
  await vi.advanceTimersByTimeAsync(1);
  expect(phones).toMatchObject([{ starts: 1, renewals: [] }]);
  await vi.advanceTimersByTimeAsync(800_000);
  expect(phones).toMatchObject([{ starts: 1, renewals: ["p2"] }]);
});

test("a refused registration is tried again with a fresh secret", async () => {
  let count = 0;
  const { phones, shown } = keep(() => Promise.resolve(issued({ password: `p${String((count += 1))}` })));
  await vi.advanceTimersByTimeAsync(1);
  phones[0]?.tell({ state: "failed", sipStatus: 403, cause: "Rejected" });
  expect(shown.at(-1)).toMatchObject({ state: "failed" });
  await vi.advanceTimersByTimeAsync(600);
  expect(phones[0]?.renewals).toEqual(["p2"]);
});

test("a server that gives no credentials is asked again, ever more slowly", async () => {
  let asked = 0;
  const { shown } = keep(() => {
    asked += 1;
    return Promise.reject(new Error("away"));
  });
  await vi.advanceTimersByTimeAsync(1);
  expect(shown.at(-1)).toMatchObject({ state: "no-credentials" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBeGreaterThan(4);
  expect(asked).toBeLessThan(20);
});

test("a switch at another address gets a phone of its own", async () => {
  let wsUrl = "ws://one.invalid/";
  const { phones, keeper } = keep(() => Promise.resolve(issued({ wsUrl })));
  await vi.advanceTimersByTimeAsync(1);
  wsUrl = "ws://two.invalid/";
  keeper.retryNow();
  await vi.advanceTimersByTimeAsync(1);
  expect(phones).toMatchObject([
    { starts: 1, stops: 1 },
    { starts: 1, stops: 0 },
  ]);
});

test("a keeper that was stopped asks for nothing and says off", async () => {
  let asked = 0;
  const { keeper, shown } = keep(() => {
    asked += 1;
    return Promise.resolve(issued());
  });
  keeper.stop();
  await vi.advanceTimersByTimeAsync(2_000_000);
  expect(asked).toBe(1);
  expect(shown.at(-1)).toEqual({ state: "off" });
});

test("the renewal waits for four fifths of the secret's life, within bounds", () => {
  expect(renewAfterMs(100_000)).toBe(80_000);
  expect(renewAfterMs(-5)).toBe(5000);
  expect(renewAfterMs(90 * 86_400_000)).toBe(12 * 3_600_000);
});
