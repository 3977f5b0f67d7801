import type { SwitchListener } from "../../port.ts";
import { NOT_FOUND_DOCUMENT } from "../dialplan-xml.ts";
import { element, param } from "../render/template.ts";
import { PHONE_REALM } from "../settings.ts";
import type { AskForm } from "./form.ts";

const EXTENSION = /^[0-9A-Za-z_-]{1,32}$/;
const HA1 = /^[0-9a-f]{32}$/;

/** Answers the switch's question for a phone's secret; a phone nobody knows is not found, here or on disk. */
export function directoryAnswer(form: AskForm, listener: SwitchListener): string {
  const extension = form.get("user") ?? "";
  const hash = EXTENSION.test(extension) ? listener.phoneSecretHash(extension) : undefined;
  if (hash === undefined || !HA1.test(hash)) return NOT_FOUND_DOCUMENT;
  const user = element("user", { id: extension }, [element("params", {}, [param("a1-hash", hash)])]);
  const domain = element("domain", { name: PHONE_REALM }, [user]);
  return `<document type="freeswitch/xml"><section name="directory">\n${domain}\n</section></document>\n`;
}
