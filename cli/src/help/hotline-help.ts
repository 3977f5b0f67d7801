import { CommandHelp, Help } from "@oclif/core";
import type { Interfaces } from "@oclif/core";
import { lang, say } from "../language.ts";

const headers: Readonly<Record<string, string>> = {
  USAGE: "用法",
  ARGUMENTS: "参数",
  FLAGS: "选项",
  "GLOBAL FLAGS": "通用选项",
  DESCRIPTION: "说明",
  ALIASES: "别名",
  EXAMPLES: "例子",
  "FLAG DESCRIPTIONS": "选项详解",
  TOPICS: "命令组",
  COMMANDS: "命令",
  VERSION: "版本",
};

const inBody: readonly (readonly [RegExp, string])[] = [
  [/\(required\) /g, "（必填）"],
  [/\[default: ([^\]]*)\]/g, "[默认 $1]"],
  [/<options: /g, "<可选 "],
];

const translated = (header: string): string => (lang === "zh" ? (headers[header] ?? header) : header);

type Body = Parameters<CommandHelp["section"]>[1];

class HotlineCommandHelp extends CommandHelp {
  override section(header: string, body: Body): string {
    const text = super.section(translated(header), body);
    return lang === "zh" ? inBody.reduce((line, [pattern, words]) => line.replace(pattern, words), text) : text;
  }
}

/** The framework's help in the reader's language, with our words for the groups of commands. */
export default class HotlineHelp extends Help {
  protected override CommandHelpClass = HotlineCommandHelp;

  override section(header: string, body: Body): string {
    return super.section(translated(header), body);
  }

  protected override formatTopics(topics: Interfaces.Topic[]): string {
    return super.formatTopics(topics.map((topic) => ({ ...topic, description: topicWords(topic.name) })));
  }

  protected override formatTopic(topic: Interfaces.Topic): string {
    return super.formatTopic({ ...topic, description: topicWords(topic.name) });
  }

  override formatRoot(): string {
    return `${say({
      zh: "Hotline：整个呼叫中心就是一个 YAML 文件夹",
      en: "Hotline: a call center that is a folder of YAML",
    })}\n\n${this.section("USAGE", "$ hotline COMMAND")}`;
  }
}

function topicWords(name: string): string {
  switch (name) {
    case "calls":
      return say({ zh: "通话记录，以及每通电话为什么这样走", en: "call records, and why each call went as it did" });
    case "config":
      return say({ zh: "检查、预览、应用配置文件夹", en: "validate, plan and apply the folder of YAML" });
    case "tokens":
      return say({ zh: "给程序用的访问令牌", en: "access tokens for machines" });
    case "agents":
      return say({ zh: "坐席的状态", en: "agents and their states" });
    case "users":
      return say({ zh: "登录账号", en: "people who may sign in" });
    default:
      return "";
  }
}
