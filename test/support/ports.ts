import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** Below the kernel's own range for outgoing connections and phones, so that nobody is given one of them meanwhile. */
const FIRST = 10_000;
const BLOCK = 1_000;
const BLOCKS = 22;

interface Block {
  next: number;
  readonly end: number;
}

let current: Block | undefined;
let claiming: Promise<Block> | undefined;

/**
 * The first of so many neighbouring ports that nobody else has, other processes of tests included: free for TCP and UDP on
 * loopback, and in a block this process claimed. None is given twice, so a server that is down for a while keeps its own.
 */
export async function takePorts(count: number): Promise<number> {
  if (count >= BLOCK) throw new Error(`at most ${BLOCK - 1} ports at once`);
  for (;;) {
    const block = current ?? (await claimBlock());
    if (block.end - block.next < count) {
      if (current === block) current = undefined;
      continue;
    }
    const first = block.next;
    block.next += count;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

/** Whoever asks while a block is being claimed gets that one. */
function claimBlock(): Promise<Block> {
  claiming ??= claim().finally(() => (claiming = undefined));
  return claiming;
}

/** A block belongs to the process that listens on its first port: the kernel lets only one, and ends it with the process. */
async function claim(): Promise<Block> {
  for (let tries = 0; tries < BLOCKS; tries += 1) {
    const first = FIRST + ((process.pid + tries) % BLOCKS) * BLOCK;
    if (await holds(first)) return (current = { next: first + 1, end: first + BLOCK });
  }
  throw new Error(`all ${BLOCKS} blocks of ports from ${FIRST} on are taken by other tests`);
}

function holds(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.unref();
      resolve(true);
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await isFreeForTcp(port)) && (await isFreeForUdp(port));
}

function isFreeForTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
