#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Taking the types out of some hundred files costs each start a fifth of a second. Kept beside the code it is made
// from, since whoever can write there can change the code itself; where it cannot be written, starts are just slower.
enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/hotline"));

const { main } = await import("../src/main.ts");
await main(process.argv.slice(2), import.meta.dirname);
