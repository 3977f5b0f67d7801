import type { SwitchPort } from "../port.ts";

/** A switch under the contract suite, with the people around it. Everything is asynchronous: behind it may be real phones. */
export interface SwitchHarness {
  readonly port: SwitchPort;
  /** Two agents' extensions; the phones of neither are registered at first. */
  readonly extensions: readonly [string, string];
  /** A number that a caller reaches this switch by. */
  readonly number: string;
  /** Over which calls to the numbers below go, and what it may show. */
  readonly trunk: { readonly name: string; readonly callerId: string };
  /** Numbers behind the trunk, by what they do when called. */
  readonly numbers: { readonly answers: string; readonly busy: string; readonly rings: string };
  /** The number that answered lays down. */
  calledHangsUp(): Promise<void>;
  /** What `SwitchListener.phoneSecretHash` has to say. */
  phoneSecretHash(extension: string): string | undefined;
  phone(extension: string): HarnessPhone;
  placeCaller(given: { from: string; name?: string }): Promise<HarnessCaller>;
  /**
   * Resolves with the first thing the probe finds. Looks whenever something may have happened; throws, naming `what`, when
   * the deadline has passed. Virtual time passes here.
   */
  waitFor<Found>(what: string, probe: Probe<Found>, deadlineMs?: number): Promise<Found>;
  /** Ends calls, phones and switch. */
  close(): Promise<void>;
}

export type Probe<Found> = () => Found | undefined | Promise<Found | undefined>;

export interface HarnessPhone {
  register(): Promise<void>;
  /** No longer there, and the switch finds that out only by ringing it. */
  vanish(): Promise<void>;
  dial(number: string): Promise<void>;
  answer(): Promise<void>;
  reject(): Promise<void>;
  hangUp(): Promise<void>;
  /** Its network is gone without a word. */
  loseMedia(): Promise<void>;
}

export interface HarnessCaller {
  hangUp(): Promise<void>;
  /** On its keypad, one after the other. */
  press(keys: string): Promise<void>;
  /** What its network said of it: the leg's end reached the caller. */
  isConnected(): Promise<boolean>;
  /** Whether the customer hears something that is not the agent just now. */
  hearsMusic(): Promise<boolean>;
  /** Whether the customer hears the agent just now. */
  hearsAgent(): Promise<boolean>;
  /** Whether the agent hears the customer just now. */
  agentHears(): Promise<boolean>;
}

export type MakeHarness = () => Promise<SwitchHarness>;
