/** Everything the adapter throws carries a stable code and says what to do. */
export class SwitchError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "SwitchError";
    this.code = code;
    this.hint = hint;
  }
}

export class SwitchTextError extends SwitchError {
  constructor(name: string, value: string) {
    super(
      "switch.text-refused",
      `${name} may not go into a command of the switch: ${JSON.stringify(value.slice(0, 80))}`,
      "Use letters, digits, spaces and . _ - + * # @ / : = only.",
    );
  }
}

export class SwitchNotFoundError extends SwitchError {
  constructor() {
    super(
      "switch.not-found",
      "No `freeswitch` program was found on PATH.",
      "Install FreeSWITCH 1.10, or set HOTLINE_FREESWITCH, or go on with the simulated switch.",
    );
  }
}

export class SwitchStartError extends SwitchError {
  constructor(detail: string) {
    super("switch.start-failed", `FreeSWITCH did not start: ${detail}`, "See freeswitch.log in the switch's folder.");
  }
}

export class SwitchAwayError extends SwitchError {
  constructor(detail: string) {
    super("switch.away", `FreeSWITCH cannot be reached: ${detail}`, "Look at `hotline doctor`.");
  }
}

export class AskPortError extends SwitchError {
  constructor(address: { readonly host: string; readonly port: number }, cause: Error) {
    super(
      "switch.ask-port-taken",
      `The switch's questions cannot be listened for on ${address.host}:${address.port}: ${cause.message}`,
      "Another server may be running here; end it or give this one other ports.",
    );
  }
}

export class SwitchRefusedError extends SwitchError {
  constructor(command: string, reply: string) {
    super("switch.refused", `FreeSWITCH refused ${command}: ${reply}`, "The leg may have ended meanwhile.");
  }
}
