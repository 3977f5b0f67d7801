import type { ConfigFile } from "@hotline/schemas";

const group = (name: string, label: string, leaders: string, ringSeconds: number): string => `kind: SkillGroup
name: ${name}
label: ${label}
spec: { direction: inbound, ringSeconds: ${ringSeconds}, afterCallWorkSeconds: 30, leaders: [${leaders}] }`;

const agent = (name: string, label: string, extension: string, groups: string, roles = "agent"): string => `kind: Agent
name: ${name}
label: ${label}
spec: { extension: "${extension}", roles: [${roles}], groups: [${groups}] }`;

/** A small hospital for tests: two groups, four agents, a manager, an administrator. */
export function hospital(change: { ringSeconds?: number; more?: string; less?: string } = {}): ConfigFile[] {
  const people = [
    agent("wang-fang", "王芳", "1001", "{ group: repair }", "agent, leader"),
    agent("zhang-wei", "张伟", "1002", "{ group: repair }"),
    agent("li-na", "李娜", "1003", "{ group: repair }"),
    agent("zhao-min", "赵敏", "1006", "{ group: logistics }", "agent, leader"),
    `kind: Agent\nname: qian-jun\nlabel: 钱军\nspec: { roles: [senior-manager], groups: [] }`,
    `kind: Agent\nname: sun-li\nlabel: 孙丽\nspec: { roles: [admin], groups: [] }`,
  ].filter((text) => change.less === undefined || !text.includes(`name: ${change.less}\n`));
  const documents = [
    `kind: Organization
name: first-hospital
label: 市第一人民医院
spec: { timeZone: Asia/Shanghai, dutyNumbers: ["62001000"], signInGraceSeconds: 60, survey: { levels: [满意, 一般, 不满意] } }`,
    `kind: BreakReasons
name: break-reasons
label: 小休原因
spec: { reasons: [{ name: meal, label: 用餐 }, { name: rest, label: 休息 }] }`,
    `kind: Trunk
name: carrier
label: 专线
spec: { host: 127.0.0.1, peers: [127.0.0.1/32], callerId: "8000", channels: 100 }`,
    group("repair", "报修", "wang-fang", change.ringSeconds ?? 20),
    group("logistics", "后勤", "zhao-min", 25),
    `kind: AccessNumber
name: repair-hotline
label: 报修热线
spec: { number: "8000", trunk: carrier, route: { group: repair } }`,
    `kind: AccessNumber
name: logistics-hotline
label: 后勤热线
spec: { number: "8001", trunk: carrier, route: { group: logistics } }`,
    ...people,
    ...(change.more === undefined ? [] : [change.more]),
  ];
  return [{ path: "hospital.yaml", text: `${documents.join("\n---\n")}\n` }];
}
