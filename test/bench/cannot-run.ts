/** The machine lacks what a bench group needs, such as a switch; the message says what. */
export class CannotRun extends Error {}
