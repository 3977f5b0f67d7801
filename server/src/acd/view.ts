import { stateOf } from "./rules/agents.ts";
import type { EngineState } from "./state/engine-state.ts";
import type {
  AgentRecord,
  CallRecord,
  ConsultRecord,
  DialRecord,
  GroupRecord,
  ListenRecord,
  OfferRecord,
  SegmentRecord,
} from "./state/records.ts";
import type {
  AgentView,
  CallView,
  ConsultView,
  DialView,
  GroupView,
  ListenView,
  OfferView,
  SegmentView,
} from "./views.ts";

export function viewAgent(s: EngineState, agent: AgentRecord): AgentView {
  return {
    agent: agent.name,
    label: agent.config.label,
    signedIn: agent.signedInAt !== undefined,
    sessionLost: agent.sessionLostAt !== undefined,
    chosen: agent.chosen,
    breakReason: agent.breakReason,
    activity: agent.activity,
    state: stateOf(agent),
    stateSince: agent.shown.since,
    phones: [...agent.phones],
    groups: [...(s.indexes.memberships.get(agent.name)?.keys() ?? [])],
    callId: agent.callId,
    acwUntil: agent.wrapUp?.until,
    listening: viewListen(s.listens.get(agent.name)),
    takenOver: agent.takenOver,
  };
}

function viewListen(listen: ListenRecord | undefined): ListenView | undefined {
  if (listen === undefined) return undefined;
  const { callId, agent, mode, stretch } = listen;
  return { callId, agent, mode, present: stretch?.mode };
}

export function viewGroup(s: EngineState, group: GroupRecord): GroupView {
  const index = s.indexes.group(group.name);
  const first = index.waiting.first();
  const oldest = first === undefined ? undefined : s.calls.get(first[2]);
  return {
    group: group.name,
    label: group.config.label,
    waiting: index.waiting.size,
    oldestJoinedAt: oldest?.entry?.joinedAt,
    signedIn: index.signedIn,
    free: index.idle.size,
    talking: index.talking,
  };
}

export function viewCall(call: CallRecord): CallView {
  return {
    callId: call.callId,
    direction: call.direction,
    state: call.state,
    from: call.from,
    to: call.to,
    group: call.group,
    arrivedAt: call.arrivedAt,
    entryId: call.entry?.entryId,
    joinedAt: call.entry?.joinedAt,
    customerLegId: call.customerLegId,
    dial: call.dial === undefined ? undefined : viewDial(call.dial),
    offer: call.offer === undefined ? undefined : viewOffer(call.offer, call),
    segment: call.segment === undefined ? undefined : viewSegment(call.segment),
    consult: call.consult === undefined ? undefined : viewConsult(call.consult),
  };
}

function viewDial({ agent, agentLegId, startedAt, ringingAt, early, request }: DialRecord): DialView {
  return { agent, agentLegId, startedAt, ringingAt, early, request };
}

function viewConsult(consult: ConsultRecord): ConsultView {
  const { consultId, by, target, agent, legId, state, with: side, startedAt, answeredAt, muted = false } = consult;
  return { consultId, by, target, agent, legId, state, with: side, startedAt, answeredAt, muted };
}

function viewOffer(offer: OfferRecord, { returned }: CallRecord): OfferView {
  const { offerId, agent, agentLegId, offeredAt, ringingAt } = offer;
  const returnedFrom = returned?.by === agent ? returned.from : undefined;
  return { offerId, agent, agentLegId, offeredAt, ringingAt, returnedFrom };
}

function viewSegment({ segmentId, agent, agentLegId, bridgedAt, muted, heldAt }: SegmentRecord): SegmentView {
  return { segmentId, agent, agentLegId, bridgedAt, muted, heldAt };
}
