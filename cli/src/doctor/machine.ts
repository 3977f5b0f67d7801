import { existsSync, readdirSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import type { Check } from "../api/views.ts";
import { say } from "../language.ts";
import { fail, ok, warn } from "./check.ts";

const NEEDED_NODE_MAJOR = 24;
const GIGABYTE = 1024 ** 3;
/** An hour of one recorded call is about 115 MB; below these a busy day may fill the disk. */
const DISK_WARN_BYTES = 10 * GIGABYTE;
const DISK_FAIL_BYTES = 1 * GIGABYTE;
const CLOCK_SLACK_MS = 5_000;
/** The account of the embedded database passes through by its group (mode 710) and sees nothing on the way. */
const SEEN_BY_OTHERS = 0o067;

export function checkNode(version: string = process.versions.node): Check {
  const major = Number(version.split(".")[0]);
  if (major >= NEEDED_NODE_MAJOR) return ok("node", version);
  return fail("node", version, {
    cause: say({
      zh: `需要 Node ${String(NEEDED_NODE_MAJOR)}，正在用机器自带的旧版本`,
      en: `Node ${String(NEEDED_NODE_MAJOR)} is needed; this is the machine's own, older one`,
    }),
    cure: say({
      zh: "在仓库里用 npx hotline 运行：npm ci 已带来合适的 Node",
      en: "run npx hotline inside the checkout: npm ci brought the right Node along",
    }),
  });
}

/** Recordings, the database and secrets live there: nobody else may look in. */
export function checkHome(home: string): Check {
  const stat = statSync(home, { throwIfNoEntry: false });
  if (stat === undefined) {
    return ok("home", say({ zh: `${home} 还没有，第一次启动时建立`, en: `${home} will be made at the first start` }));
  }
  const mode = (stat.mode & 0o777).toString(8);
  if ((stat.mode & SEEN_BY_OTHERS) !== 0) {
    return fail("home", say({ zh: `${home} 权限 ${mode}`, en: `${home} has mode ${mode}` }), {
      cause: say({
        zh: "本机其他用户能看到录音和密钥",
        en: "other users of this machine can see recordings and secrets",
      }),
      cure: `chmod 700 ${home}`,
    });
  }
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && stat.uid !== me) {
    return fail("home", say({ zh: `${home} 属于别的用户`, en: `${home} belongs to another user` }), {
      cause: say({ zh: "Hotline 曾以另一个用户启动", en: "Hotline was once started as another user" }),
      cure: say({
        zh: "用同一个用户运行，或设置 HOTLINE_HOME 到自己的文件夹",
        en: "run as that user, or set HOTLINE_HOME to a folder of your own",
      }),
    });
  }
  return ok("home", home);
}

export async function checkDisk(home: string): Promise<Check> {
  const folder = existsSync(home) ? home : dirname(home);
  const { bavail, bsize } = await statfs(existsSync(folder) ? folder : ".");
  const freeBytes = bavail * bsize;
  const found = say({
    zh: `剩余 ${(freeBytes / GIGABYTE).toFixed(1)} GB`,
    en: `${(freeBytes / GIGABYTE).toFixed(1)} GB free`,
  });
  const why = {
    cause: say({
      zh: "录音每路每小时约 115 MB，磁盘满了就录不下，数据库也会停",
      en: "a recorded call takes about 115 MB an hour; a full disk ends recording and stops the database",
    }),
    cure: say({ zh: `清出空间，或把 ${home} 放到更大的盘`, en: `make room, or put ${home} on a larger disk` }),
  };
  if (freeBytes < DISK_FAIL_BYTES) return fail("disk", found, why);
  return freeBytes < DISK_WARN_BYTES ? warn("disk", found, why) : ok("disk", found);
}

/** A clock that went back writes records into the past: files of ours from the future give it away. */
export function checkClock(home: string, now: Date): Check {
  const newest = existsSync(home)
    ? Math.max(
        0,
        ...readdirSync(home).map((name) => statSync(join(home, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
      )
    : 0;
  const found = now.toISOString();
  if (newest <= now.getTime() + CLOCK_SLACK_MS) return ok("clock", found);
  const ahead = new Date(newest).toISOString();
  return fail("clock", found, {
    cause: say({
      zh: `${home} 里有 ${ahead} 的文件，时钟被拨回去了`,
      en: `a file in ${home} is from ${ahead}: the clock was set back`,
    }),
    cure: say({
      zh: "打开时间同步：timedatectl set-ntp true",
      en: "switch time synchronization on: timedatectl set-ntp true",
    }),
  });
}

/** Whether a server could listen there; only asked when none is running. */
export async function checkPort(port: number): Promise<Check> {
  const name = `port-${String(port)}`;
  const trouble = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    probe.listen({ port, exclusive: true }, () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
  if (trouble === undefined) return ok(name, say({ zh: "空闲", en: "free" }));
  return fail(name, trouble, {
    cause:
      trouble === "EADDRINUSE"
        ? say({ zh: "别的程序占着这个端口", en: "another program has this port" })
        : say({ zh: "系统不允许用这个端口", en: "the system does not give this port out" }),
    cure: say({
      zh: `看是谁：ss -ltnp sport = :${String(port)}；或用 HOTLINE_PORT 换一个`,
      en: `see whose: ss -ltnp sport = :${String(port)}; or choose another with HOTLINE_PORT`,
    }),
  });
}
