/** One event of the switch: header → text, as its JSON carries it. */
export type SwitchEventFields = Readonly<Record<string, string | undefined>>;
