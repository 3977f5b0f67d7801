import type { ErrorObject } from "ajv/dist/2020.js";
import { fieldAt } from "../kind-schemas.ts";
import type { Kind } from "../kinds.ts";
import { finding, type FieldPath, type Finding, type Place } from "../problems/finding.ts";
import { quote, show, showTyped } from "../problems/show.ts";
import type { Words } from "../words.ts";
import { nearest } from "./nearest.ts";

interface Subject {
  kind: Kind;
  file: string;
  document: number;
  name: string;
}

/** Puts what ajv found into our own codes and words. */
export function schemaFindings(subject: Subject, errors: readonly ErrorObject[]): Finding[] {
  // What is not even text is not one of the allowed words either; the first is enough to say.
  const wrongType = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors
    .filter(({ keyword, instancePath }) => keyword !== "enum" || !wrongType.has(instancePath))
    .map((error) => schemaFinding(subject, error));
}

function schemaFinding(subject: Subject, error: ErrorObject): Finding {
  const path = pathOf(error.instancePath);
  const place = (to: FieldPath, on: "value" | "key" = "value"): Place => ({
    file: subject.file,
    document: subject.document,
    path: to,
    on,
  });
  const field = fieldWords(subject.kind, path);
  const value = error.data;
  const params = error.params as Record<string, unknown>;
  const schema = fieldAt(subject.kind, path);
  const notes = schema?.["x-field"];
  switch (error.keyword) {
    case "required": {
      const missing = fieldWords(subject.kind, [...path, String(params["missingProperty"])]);
      return finding("field.missing", place(path, "key"), { field: missing });
    }
    case "additionalProperties": {
      const name = String(params["additionalProperty"]);
      const at = place([...path, name], "key");
      return finding(
        "field.unknown",
        at,
        { field: fieldWords(subject.kind, [...path, name]) },
        {
          ...meant(nearest(name, Object.keys(schema?.properties ?? {})), Object.keys(schema?.properties ?? {})),
        },
      );
    }
    case "type": {
      if (notes?.secret) return secretFinding(subject, place(path), field, path);
      const type = String(params["type"]);
      const quoteIt = type === "string" && (typeof value === "number" || typeof value === "boolean");
      const hint = quoteIt ? { zh: "加上引号", en: "put it into quotes" } : undefined;
      return finding("field.type", place(path), { field, expected: typeWords(type), actual: showTyped(value) }, hint);
    }
    case "enum": {
      const allowed = (schema?.enum ?? []).join("、");
      const guess = typeof value === "string" ? nearest(value, schema?.enum ?? []) : undefined;
      const words = { zh: allowed, en: allowed.replaceAll("、", ", ") };
      const hint = guess === undefined ? undefined : meant(guess, []);
      return finding("value.not-allowed", place(path), { field, value: show(value), allowed: words }, hint);
    }
    case "pattern":
    case "format": {
      if (notes?.secret) return secretFinding(subject, place(path), field, path);
      const expected = notes?.expect ?? { zh: "另一种写法", en: "written otherwise" };
      return finding("value.format", place(path), { field, value: show(value), expected });
    }
    case "minimum":
    case "maximum": {
      const { minimum, maximum } = error.parentSchema as { minimum: number; maximum: number };
      return finding("value.range", place(path), { field, value: show(value), minimum, maximum });
    }
    case "minItems":
    case "maxItems": {
      const { minItems = 0, maxItems } = error.parentSchema as { minItems?: number; maxItems: number };
      const count = Array.isArray(value) ? value.length : 0;
      return finding("list.length", place(path), { field, count, minimum: minItems, maximum: maxItems });
    }
    case "uniqueItems": {
      const second = Math.max(Number(params["i"]), Number(params["j"]));
      const twice = Array.isArray(value) ? show(value[second]) : show(value);
      return finding("list.duplicate", place([...path, second]), { field, value: twice });
    }
    default:
      throw new Error(`schemas/kinds uses the keyword ${error.keyword}, for which there are no words`);
  }
}

/** The value itself must not appear anywhere: it may be a real password. */
function secretFinding(subject: Subject, at: Place, field: Words, path: FieldPath): Finding {
  const variable = `${subject.name}_${String(path.at(-1))}`.replace(/[^A-Za-z0-9]/g, "_").toUpperCase();
  const found = finding("secret.literal", at, { field });
  return { ...found, params: { ...found.params, reference: `\${env:${variable}}` } };
}

function typeWords(type: string): Words {
  const words: Record<string, Words> = {
    string: { zh: "文字", en: "text" },
    integer: { zh: "整数", en: "a whole number" },
    boolean: { zh: "true 或 false", en: "true or false" },
    array: { zh: "列表（每项以 - 开头）", en: "a list" },
    object: { zh: "一组字段", en: "a map of fields" },
  };
  return words[type] ?? { zh: type, en: type };
}

/** A field as people know it: where it stands in the document, and its Chinese word. */
export function fieldWords(kind: Kind, path: FieldPath): Words {
  const text = path.reduce<string>((whole, step) => {
    if (typeof step === "number") return `${whole}[${step}]`;
    const name = /^[A-Za-z][A-Za-z0-9]{0,40}$/.test(step) ? step : quote(step);
    return whole === "" ? name : `${whole}.${name}`;
  }, "");
  const word = fieldAt(kind, path)?.["x-field"]?.zh;
  return { zh: word === undefined ? text : `${text}（${word}）`, en: text };
}

/** A hint that names the closest of what is allowed, or else all of it. */
export function meant(guess: string | undefined, all: readonly string[]): Words {
  if (guess !== undefined) return { zh: `是不是 ${guess}？`, en: `did you mean ${guess}?` };
  return { zh: `可以是：${all.join("、")}`, en: `it may be: ${all.join(", ")}` };
}

/** A JSON Pointer (RFC 6901) as a path; numbers can only be list places here, since no field name is one. */
function pathOf(pointer: string): FieldPath {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
