import { createServer } from "node:net";

/** Below the kernel's own range for outgoing connections, so that nobody is given one of them meanwhile. */
const FIRST = 21_000;
const LAST = 23_000;
let next = FIRST + ((process.pid * 40) % (LAST - FIRST));

/** A run of neighbouring ports that are free for TCP now; each test takes others. */
export async function freePorts(count: number): Promise<number[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (next + count > LAST) next = FIRST;
    const ports = Array.from({ length: count }, (_, index) => next + index);
    next += count;
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return ports;
  }
  throw new Error("no free ports between 21000 and 23000");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
