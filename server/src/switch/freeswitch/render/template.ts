import { readFileSync } from "node:fs";
import { SwitchError } from "../errors.ts";
import { xmlText } from "../text.ts";

const TEMPLATES = new URL("../../../../../freeswitch/templates/", import.meta.url);

type Values = Readonly<Record<string, string | number>>;

/** Fills freeswitch/templates/`name`: `{{x}}` by a value, escaped; `{{{x}}}` by XML made elsewhere. */
export function fillTemplate(name: string, values: Values = {}): string {
  const text = readFileSync(new URL(name, TEMPLATES), "utf8");
  const unused = new Set(Object.keys(values));
  const take = (key: string): string => {
    const value = values[key];
    if (value === undefined) throw templateError(name, `nothing is given for {{${key}}}`);
    unused.delete(key);
    return String(value);
  };
  const filled = text
    .replace(/\{\{\{(\w+)\}\}\}/g, (_, key: string) => take(key))
    .replace(/\{\{(\w+)\}\}/g, (_, key: string) => xmlText(take(key)));
  if (unused.size > 0) throw templateError(name, `it has no place for ${[...unused].join(", ")}`);
  return filled;
}

/** One element with attributes, for the lists inside a template. */
export function element(name: string, attributes: Values, children?: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  if (children === undefined) return `<${name}${list.join("")}/>`;
  return [`<${name}${list.join("")}>`, ...children.map(indent), `</${name}>`].join("\n");
}

export function param(name: string, value: string | number): string {
  return element("param", { name, value });
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function templateError(name: string, detail: string): SwitchError {
  return new SwitchError("switch.template-broken", `Template ${name}: ${detail}`, "Mend freeswitch/templates.");
}
