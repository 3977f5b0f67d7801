import { expect, test } from "vitest";
import { loadFolder } from "@hotline/schemas";
import { loadBeside } from "./load-beside.ts";

const config = new URL("../../../config", import.meta.url).pathname;

test("files read on a thread of their own give the same deployment as read in place", async () => {
  const { files, deployment } = await loadFolder(config);
  expect((await loadBeside(files, {})).deployment).toEqual(deployment);
});

test("the thread that asked goes on with its work while files are being read beside it", async () => {
  const { files } = await loadFolder(config);
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  await loadBeside(files, {});
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(1);
});

test("a secret given in the environment of the server is known to the thread", async () => {
  const { files } = await loadFolder(config);
  const trunk = `kind: Trunk
name: registered
label: 登记的中继
spec:
  host: 192.0.2.1
  transport: udp
  peers: [192.0.2.1/32]
  registration: { username: hospital, password: "\${env:TRUNK_PASSWORD}" }
  channels: 4
  callerId: "88880000"
`;
  const codes = async (env: Record<string, string>) =>
    (await loadBeside([...files, { path: "registered.yaml", text: trunk }], { env })).problems.map(({ code }) => code);
  expect(await codes({})).toEqual(["env.missing"]);
  expect(await codes({ TRUNK_PASSWORD: "secret" })).toEqual([]);
});
