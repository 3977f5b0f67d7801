import type { Kind } from "./kinds.ts";
import type {
  AccessNumberDocument,
  AddressBookDocument,
  AgentDocument,
  BreakReasonsDocument,
  CalendarDocument,
  CallerIdGroupDocument,
  OrganizationDocument,
  SkillGroupDocument,
  TrunkDocument,
} from "./types.gen.ts";

export interface DocumentOf {
  Organization: OrganizationDocument;
  Calendar: CalendarDocument;
  Trunk: TrunkDocument;
  CallerIdGroup: CallerIdGroupDocument;
  SkillGroup: SkillGroupDocument;
  BreakReasons: BreakReasonsDocument;
  Agent: AgentDocument;
  AccessNumber: AccessNumberDocument;
  AddressBook: AddressBookDocument;
}

export type AnyDocument = DocumentOf[Kind];

/** A whole valid configuration; every reference in it leads somewhere, every default is filled in. */
export interface Deployment {
  organization: OrganizationDocument;
  calendars: Record<string, CalendarDocument>;
  trunks: Record<string, TrunkDocument>;
  callerIdGroups: Record<string, CallerIdGroupDocument>;
  groups: Record<string, SkillGroupDocument>;
  breakReasons: BreakReasonsDocument;
  agents: Record<string, AgentDocument>;
  accessNumbers: Record<string, AccessNumberDocument>;
  addressBooks: Record<string, AddressBookDocument>;
}

/** The documents of one kind, by name; what a deployment does not hold is not there. */
export function documentsOf<K extends Kind>(deployment: Deployment, kind: K): DocumentOf[K][] {
  const lists: { [Each in Kind]: DocumentOf[Each][] } = {
    Organization: [deployment.organization],
    Calendar: Object.values(deployment.calendars),
    Trunk: Object.values(deployment.trunks),
    CallerIdGroup: Object.values(deployment.callerIdGroups),
    SkillGroup: Object.values(deployment.groups),
    BreakReasons: [deployment.breakReasons],
    Agent: Object.values(deployment.agents),
    AccessNumber: Object.values(deployment.accessNumbers),
    AddressBook: Object.values(deployment.addressBooks),
  };
  return lists[kind];
}
