import { VARIABLE } from "../names.ts";

/** The channel's own fields a question needs; everything else stays in the switch, which keeps a question small. */
const FIELDS = [
  "Event-Date-Timestamp",
  "Unique-ID",
  "Answer-State",
  "Caller-Context",
  "Caller-Destination-Number",
  "Caller-Caller-ID-Name",
  "Caller-Caller-ID-Number",
  "Caller-Channel-Created-Time",
  "Hunt-Context",
  "Hunt-Destination-Number",
] as const;

const VARIABLES = [
  "sip_network_ip",
  "sip_network_port",
  "sip_from_display",
  "sip_from_user",
  "sip_auth_username",
  "sip_h_X-Hotline-Request",
  "sip_h_X-Hotline-Via",
  "originate_disposition",
  "bridge_hangup_cause",
  "last_bridge_proto_specific_hangup_cause",
  "last_bridge_hangup_cause",
  ...Object.values(VARIABLE),
] as const;

/** Fields of a question about a phone's secret. */
const DIRECTORY_FIELDS = ["user", "domain", "action", "purpose", "sip_auth_username"] as const;

export type Posted =
  (typeof FIELDS)[number] | (typeof DIRECTORY_FIELDS)[number] | `variable_${(typeof VARIABLES)[number]}` | "section";

/** What `enable-post-var` names in the rendered configuration. */
export const POSTED_VARIABLES: readonly string[] = [
  ...FIELDS,
  ...DIRECTORY_FIELDS,
  ...VARIABLES.map((name) => `variable_${name}`),
];
