export type { ErrorCode } from "./catalogue.ts";
export { HotlineError, type ErrorDetails, type ErrorPlace } from "./hotline-error.ts";
