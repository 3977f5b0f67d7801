import { loadFiles, type Deployment } from "@hotline/schemas";
import { pino } from "pino";
import { expect, test } from "vitest";
import { hospital } from "../http/testing/hospital.ts";
import { parseCallRecord } from "../switch/freeswitch/records/call-record.ts";
import { callRecordSource } from "./call-record-source.ts";

const own = { address: "127.0.0.1", port: 5_080 };
const otherTrunk = `kind: Trunk
name: other
label: 另一家
spec: { host: 10.9.9.9, peers: [10.9.9.9], callerId: "62000000", channels: 1 }`;

function deployed(): Deployment {
  const { deployment, problems } = loadFiles(hospital({ more: otherTrunk }));
  if (deployment === undefined) throw new Error(JSON.stringify(problems));
  return deployment;
}

test.each([
  ["the number's trunk", { ip: "127.0.0.1", port: "5060" }, undefined, { trunk: "carrier", group: "repair" }],
  ["another trunk", { ip: "10.9.9.9", port: "5060" }, undefined, { trunk: "other", group: undefined }],
  [
    "another trunk, the duty list having served it",
    { ip: "10.9.9.9", port: "5060" },
    "repair",
    { trunk: "other", group: "repair" },
  ],
  ["the switch itself", { ip: own.address, port: String(own.port) }, undefined, { trunk: undefined, group: "repair" }],
])(
  "S8: a call the server never heard of, from %s, belongs where a call it hears would go",
  (_, { ip, port }, group, routing) => {
    const source = callRecordSource({ callRecords: "/nowhere", trunk: own }, deployed, pino({ level: "silent" }));
    const record = parseCallRecord(
      "a.cdr.json",
      JSON.stringify({
        variables: {
          uuid: "leg-1",
          direction: "inbound",
          sofia_profile_name: "trunk",
          start_uepoch: "1700000000000000",
          sip_to_user: "8000",
          sip_network_ip: ip,
          sip_network_port: port,
          ...(group === undefined ? {} : { hotline_group: group }),
        },
      }),
    );
    if (record === undefined) throw new Error("the record makes no sense");
    expect(source.routingOf(record)).toEqual(routing);
  },
);
