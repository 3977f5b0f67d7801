import type { StartStep } from "@hotline/server";
import { say } from "../language.ts";

/** What the server has just done while starting, for the person who waits. */
export function progressWords(step: StartStep): string {
  switch (step.step) {
    case "database":
      return say(database[step.found]);
    case "switch":
      return say(telephone[step.found]);
    case "recovered":
      return say({
        zh: `恢复现场：补记 ${String(step.drained)} 条，重放 ${String(step.replayed)} 条`,
        en: `recovered: ${String(step.drained)} entries drained, ${String(step.replayed)} replayed`,
      });
    case "first-config":
      return say({
        zh: `第一次启动：配置文件夹里的 ${String(step.documents)} 份文档已生效`,
        en: `first start: ${String(step.documents)} documents of the configuration folder are in force`,
      });
  }
}

const database = {
  adopted: {
    zh: "数据库：接管还在运行的内置 PostgreSQL",
    en: "database: the embedded PostgreSQL still ran and is adopted",
  },
  started: { zh: "数据库：内置 PostgreSQL 已启动", en: "database: embedded PostgreSQL started" },
  external: { zh: "数据库：DATABASE_URL 指定的 PostgreSQL", en: "database: the PostgreSQL of DATABASE_URL" },
} as const;

const telephone = {
  adopted: { zh: "交换机：接管还在运行的 FreeSWITCH", en: "switch: FreeSWITCH still ran and is adopted" },
  started: { zh: "交换机：FreeSWITCH 已启动", en: "switch: FreeSWITCH started" },
  external: { zh: "交换机：HOTLINE_FREESWITCH 指定的 FreeSWITCH", en: "switch: the FreeSWITCH of HOTLINE_FREESWITCH" },
  docker: { zh: "交换机：FreeSWITCH 在 Docker 容器里", en: "switch: FreeSWITCH in a Docker container" },
  simulated: {
    zh: "交换机：模拟的，没有真的电话。要接真电话，请安装 FreeSWITCH 后重新启动",
    en: "switch: simulated, no real telephone. For real calls install FreeSWITCH and start again",
  },
} as const;
