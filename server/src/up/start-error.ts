/** The server cannot start; says why and what to do. */
export class StartError extends Error {
  readonly code: `start.${string}`;
  readonly hint: string;

  constructor(code: `start.${string}`, message: string, hint: string) {
    super(message);
    this.name = "StartError";
    this.code = code;
    this.hint = hint;
  }
}
