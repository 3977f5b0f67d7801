import { createServer } from "node:net";

/** Below the kernel's own range for outgoing connections, so that nobody is given one of them meanwhile. */
const FIRST = 12_000;
const LAST = 20_000;
let next = FIRST + ((process.pid * 60) % (LAST - FIRST));

/** A run of neighbouring ports that are free for TCP on loopback now; each caller gets others. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (next + count > LAST) next = FIRST;
    const first = next;
    next += count;
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row between ${FIRST} and ${LAST}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
