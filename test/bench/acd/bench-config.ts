import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const BENCH_GROUP = "bench";
export const BENCH_NUMBER = "8000";

export const benchAgents = (count: number) => Array.from({ length: count }, (_, index) => `agent-${1_000 + index}`);

/** One group with so many agents behind one number; no after-call work, every talk recorded. */
export function writeBenchConfig(folder: string, agents: number, { ringSeconds = 20 } = {}): void {
  mkdirSync(folder, { recursive: true });
  const people = benchAgents(agents).map(
    (name) =>
      `kind: Agent\nname: ${name}\nlabel: ${name}\nspec:\n  extension: "${name.slice("agent-".length)}"\n` +
      `  roles: [agent]\n  groups:\n    - group: ${BENCH_GROUP}\n`,
  );
  writeFileSync(join(folder, "bench.yaml"), [common(ringSeconds), ...people].join("---\n"));
}

const common = (ringSeconds: number) => `kind: Organization
name: bench
label: bench
spec:
  timeZone: Asia/Shanghai
  answerWithinSeconds: 20
  dutyNumbers: ["13800000000"]
---
kind: BreakReasons
name: break-reasons
label: breaks
spec:
  reasons:
    - name: meal
      label: meal
---
kind: Trunk
name: carrier
label: carrier
spec:
  host: 127.0.0.1
  port: 9
  transport: udp
  peers: [127.0.0.1/32]
  channels: 500
  callerId: "62000000"
---
kind: SkillGroup
name: ${BENCH_GROUP}
label: bench
spec:
  direction: inbound
  ringSeconds: ${ringSeconds}
  afterCallWorkSeconds: 0
  record: true
---
kind: AccessNumber
name: bench
label: bench
spec:
  number: "${BENCH_NUMBER}"
  trunk: carrier
  route:
    group: ${BENCH_GROUP}
`;
