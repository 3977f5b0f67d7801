import type { Words } from "@hotline/schemas";

interface Entry extends Words {
  readonly hint: Words;
}

/** Every failure of the command line itself; what the server refuses keeps the server's own code and words. */
export const catalogue = {
  "usage.wrong": {
    zh: "命令写得不对：{reason}",
    en: "the command is not written right: {reason}",
    hint: { zh: "加 --help 看用法", en: "add --help to see how it is used" },
  },
  "usage.unknown-command": {
    zh: "没有 {command} 这个命令",
    en: "there is no command {command}",
    hint: { zh: "hotline --help 列出全部命令", en: "hotline --help lists all commands" },
  },
  "server.unreachable": {
    zh: "连不上 Hotline 服务器（{where}）：{reason}",
    en: "the Hotline server does not answer at {where}: {reason}",
    hint: {
      zh: "先启动它：npx hotline up；在别的目录运行过？设置 HOTLINE_HOME；服务器在别处？设置 HOTLINE_URL 和 HOTLINE_TOKEN",
      en: "start it: npx hotline up. Started in another folder? Set HOTLINE_HOME. On another machine? Set HOTLINE_URL and HOTLINE_TOKEN",
    },
  },
  "server.token-missing": {
    zh: "设置了 HOTLINE_URL 却没有 HOTLINE_TOKEN",
    en: "HOTLINE_URL is set, HOTLINE_TOKEN is not",
    hint: {
      zh: "在服务器上运行 hotline tokens create，把得到的令牌放进 HOTLINE_TOKEN",
      en: "run hotline tokens create on the server and put the token into HOTLINE_TOKEN",
    },
  },
  "server.url-wrong": {
    zh: "HOTLINE_URL 不是网址：{url}",
    en: "HOTLINE_URL is not an address: {url}",
    hint: { zh: "写成 http://主机:8080 这样", en: "write it like http://host:8080" },
  },
  "server.not-hotline": {
    zh: "{where} 的回答不是 Hotline 的（HTTP {status}）",
    en: "what answers at {where} is not Hotline (HTTP {status})",
    hint: { zh: "检查 HOTLINE_URL 和中间的代理", en: "check HOTLINE_URL and any proxy in between" },
  },
  "server.timeout": {
    zh: "服务器 {seconds} 秒没有回答（{where}）",
    en: "the server at {where} did not answer within {seconds} s",
    hint: { zh: "hotline doctor 看看它怎么了", en: "hotline doctor shows what is wrong with it" },
  },
  "server.start-failed": {
    zh: "服务器没有启动：{reason}",
    en: "the server did not start: {reason}",
    hint: { zh: "hotline doctor 逐项检查这台机器", en: "hotline doctor checks this machine item by item" },
  },
  "down.server-running": {
    zh: "Hotline 服务器还在运行",
    en: "the Hotline server still runs",
    hint: {
      zh: "先停下它（Ctrl-C 或服务管理器），再运行 down",
      en: "stop it first (Ctrl-C or the service manager), then run down",
    },
  },
  "down.in-calls": {
    zh: "交换机上还有 {legs} 条话路，什么都没有停",
    en: "the switch still has {legs} leg(s); nothing was stopped",
    hint: {
      zh: "等通话结束；一定要断开它们就加 --force",
      en: "wait until the calls end, or add --force to cut them off",
    },
  },
  "down.switch-silent": {
    zh: "交换机在运行，但不回答有没有通话，什么都没有停",
    en: "the switch runs but does not say whether it has calls; nothing was stopped",
    hint: {
      zh: "启动时设过 HOTLINE_SWITCH_PORTS 的话，这里也要设；一定要停就加 --force",
      en: "set HOTLINE_SWITCH_PORTS as it was for up, or add --force to stop it all the same",
    },
  },
  "config.invalid": {
    zh: "配置有 {count} 处问题",
    en: "the configuration has {count} problem(s)",
    hint: {
      zh: "改好上面列出的各行再试；每个代码的解释在 docs/config-errors.md",
      en: "correct the lines above; docs/config-errors.md explains each code",
    },
  },
  "config.unreadable": {
    zh: "读不到 {path}：{reason}",
    en: "{path} cannot be read: {reason}",
    hint: { zh: "检查路径和权限", en: "check the path and its permissions" },
  },
  "config.not-confirmed": {
    zh: "会删除 {count} 项，没有得到确认，什么都没有改",
    en: "{count} item(s) would be deleted and nobody confirmed; nothing was changed",
    hint: { zh: "看过 hotline config plan 之后加 --yes", en: "look at hotline config plan, then add --yes" },
  },
  "doctor.failed": {
    zh: "{count} 项检查没有通过",
    en: "{count} check(s) failed",
    hint: { zh: "照每项后面的办法处理，再运行一次", en: "apply the cure given with each, then run it again" },
  },
  "recordings.damaged": {
    zh: "{count} 个录音的文件被改动或不见了",
    en: "the files of {count} recording(s) were changed or are missing",
    hint: {
      zh: "从录音文件夹的备份里找回原件",
      en: "bring the originals back from the backup of the recordings folder",
    },
  },
  "cli.unexpected": {
    zh: "意外的错误：{reason}",
    en: "unexpected error: {reason}",
    hint: {
      zh: "用 DEBUG=hotline 再运行一次可看到全部细节，请一并报告",
      en: "run again with DEBUG=hotline for all details and report them",
    },
  },
} as const satisfies Record<string, Entry>;

export type CliErrorCode = keyof typeof catalogue;
