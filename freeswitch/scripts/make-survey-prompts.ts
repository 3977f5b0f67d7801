/**
 * Makes prompts/survey-*.wav: what the satisfaction survey says, spoken by espeak-ng (voice cmn) and brought to 8 kHz mono by sox.
 * Needs both programs on PATH. `node freeswitch/scripts/make-survey-prompts.ts`
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const TEXTS: Readonly<Record<string, string>> = {
  "survey-2": "请对本次服务评价。满意，请按一。不满意，请按二。",
  "survey-3": "请对本次服务评价。满意，请按一。一般，请按二。不满意，请按三。",
  "survey-5": "请对本次服务评价。非常满意，请按一。满意，请按二。一般，请按三。不满意，请按四。非常不满意，请按五。",
  "survey-retry": "没有收到有效的按键。",
  "survey-thanks": "感谢您的来电，再见。",
};

for (const [name, text] of Object.entries(TEXTS)) {
  const spoken = execFileSync("espeak-ng", ["-v", "cmn", "-s", "190", "--stdout", text]);
  const path = fileURLToPath(new URL(`../prompts/${name}.wav`, import.meta.url));
  // Without dither, so that the same words give the same bytes.
  const asFreeSwitchPlays = ["-D", "-t", "wav", "-", "-r", "8000", "-c", "1", "-b", "16", path, "norm", "-3"];
  execFileSync("sox", asFreeSwitchPlays, { input: spoken, stdio: ["pipe", "inherit", "ignore"] });
}
