import type { Check } from "../api/views.ts";
import { lang } from "../language.ts";

interface Words {
  readonly cause: string;
  readonly cure: string;
}

/** The server speaks English; cause and cure of its checks in Chinese, by name and level. What it found stays as it said it. */
const words: Readonly<Record<string, Words>> = {
  "database fail": {
    cause: "数据库停了、连不上，或密码改了",
    cure: "设置了 DATABASE_URL 就检查那台服务器；否则看数据文件夹里的 postgres/server.log，再重启 hotline",
  },
  "journal fail": {
    cause: "数据库不在；通话照常，要写的先存在本地",
    cure: "恢复数据库，存下的会自动补写",
  },
  "switch fail": {
    cause: "交换机停了、连不上，或不认事件接口的密码",
    cure: "启动它（hotline up 会），或改正 HOTLINE_FREESWITCH",
  },
  "switch warn": {
    cause: "没有找到真的交换机，真电话打不进来",
    cure: "安装 FreeSWITCH，或设置 HOTLINE_FREESWITCH，再重新启动",
  },
  "configuration fail": { cause: "还没有应用过配置", cure: "hotline config apply" },
  "phones warn": {
    cause: "他们的浏览器没能登录到交换机，电话打不到他们那里",
    cure: "让他们看网页上的耳机标志；检查从他们的电脑能否连到交换机的 WebSocket 端口",
  },
  "disk warn": { cause: "录音快占满磁盘了", cure: "移走旧录音，或换更大的盘" },
};

export function inOurWords(check: Check): Check {
  const key = `${check.name} ${check.level}`;
  const known = lang === "zh" && Object.hasOwn(words, key) ? words[key] : undefined;
  return known ? { ...check, ...known } : check;
}
