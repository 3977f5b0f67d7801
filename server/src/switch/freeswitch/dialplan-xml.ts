import { CONTEXT } from "./names.ts";
import { element } from "./render/template.ts";
import { safeValue } from "./text.ts";

/** One application of a leg's next step. `data` must consist of values that passed through `text.ts`. */
export function action(application: string, data = ""): string {
  return element("action", { application, data });
}

/** Set while routing, before any other application runs; an empty value unsets. */
export function setVariables(variables: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(variables).map(([name, value]) => `${name}=${safeValue(name, String(value))}`);
  return element("action", { application: "multiset", data: `^^;${list.join(";")}`, inline: "true" });
}

export function askAgain(after: string): string {
  return action("transfer", `${after} XML ${CONTEXT.ask}`);
}

export function extension(name: string, parts: readonly string[], attributes: Record<string, string> = {}): string {
  return element("extension", { name, ...attributes }, parts);
}

/** Actions under one demand; without a demand they always apply. */
export function condition(demand: Readonly<Record<string, string>>, actions: readonly string[]): string {
  return element("condition", demand, actions);
}

export function context(name: string, extensions: readonly string[]): string {
  return element("context", { name }, extensions);
}

/** The whole answer to an asking leg. The preprocessor skips lines with `<?`, so there is no XML declaration. */
export function dialplanDocument(contextName: string, actions: readonly string[]): string {
  const step = context(contextName, [extension("step", [condition({}, actions)])]);
  return `<document type="freeswitch/xml"><section name="dialplan">\n${step}\n</section></document>\n`;
}

/** Says that the files on disk have the answer. */
export const NOT_FOUND_DOCUMENT =
  '<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>\n';
