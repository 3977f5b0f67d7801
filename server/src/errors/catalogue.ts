interface ErrorEntry {
  readonly status: number;
  /** What was refused or failed, the same for every occurrence. */
  readonly title: string;
  /** When this happens. */
  readonly what: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Every error the server answers with. Codes are stable: pages and scripts decide by them. */
export const catalogue = {
  "auth.not-signed-in": {
    status: 401,
    title: "Nobody is signed in",
    what: "The request carries neither a token nor a session that still holds: it was not used for too long, reached its longest life, was signed out, or was replaced by a sign-in elsewhere.",
    hint: "Sign in, or send a token as Authorization: Bearer.",
  },
  "auth.token-invalid": {
    status: 401,
    title: "The token is not valid",
    what: "The token is unknown, revoked or past its expiry.",
    hint: "Make a new token with `hotline tokens create` and replace the old one.",
  },
  "auth.wrong-password": {
    status: 401,
    title: "User or password is wrong",
    what: "No account that may sign in has this name and password. The same is said for unknown users.",
    hint: "Check both; an administrator gives out a one-time password with `hotline users reset NAME`.",
  },
  "auth.too-many-attempts": {
    status: 429,
    title: "Too many failed sign-ins",
    what: "This account or this address failed to sign in too often.",
    hint: "Wait as long as Retry-After says.",
  },
  "auth.password-must-change": {
    status: 403,
    title: "A new password must be set first",
    what: "The person signed in with a one-time password and has not replaced it.",
    hint: "Set a password of your own, then go on.",
  },
  "auth.password-too-weak": {
    status: 422,
    title: "The new password is too weak",
    what: "It is short, among those everybody tries, the present one, or holds the user's name.",
    hint: "Use ten characters or more; a sentence is easy to remember.",
  },
  "auth.csrf-header-missing": {
    status: 403,
    title: "The request did not come from our own page",
    what: "A request that changes something came with the session cookie but without the header x-hotline-csrf: 1.",
    hint: "Send the header, or use a token.",
  },
  "auth.not-allowed": {
    status: 403,
    title: "This person or token may not do that",
    what: "The route needs a role or scope that the one who asks does not have.",
    hint: "Roles are given in the Agent documents of the configuration, scopes when a token is made.",
  },
  "request.invalid": {
    status: 400,
    title: "The request does not have the required form",
    what: "Body, query or path does not fit the schema; `errors` names each place.",
    hint: "See /api/docs for the form.",
  },
  "request.not-found": {
    status: 404,
    title: "There is nothing at this address",
    what: "No route has this method and path.",
    hint: "See /api/docs for the routes.",
  },
  "request.too-large": {
    status: 413,
    title: "The request is too large",
    what: "The body is larger than the route takes.",
    hint: "Send less.",
  },
  "request.unsupported-media-type": {
    status: 415,
    title: "The body's media type is not understood",
    what: "The body is not application/json.",
    hint: "Send JSON with content-type application/json.",
  },
  "request.too-many": {
    status: 429,
    title: "Too many requests",
    what: "This address sends requests faster than the limit.",
    hint: "Wait as long as Retry-After says.",
  },
  "internal.unexpected": {
    status: 500,
    title: "Something unexpected went wrong",
    what: "A fault of ours; it is in the log under the request id.",
    hint: "Look the request id up in the server's log, or give it to support.",
  },
  "database.unavailable": {
    status: 503,
    title: "The database cannot be reached",
    what: "Calls go on; what needs stored data must wait.",
    hint: "`hotline doctor` says what is wrong with the database.",
  },
  "engine.unavailable": {
    status: 503,
    title: "The engine is not ready",
    what: "The server is starting or stopping.",
    hint: "Try again in a few seconds; /readyz says when.",
  },
  "switch.unavailable": {
    status: 503,
    title: "The switch is not connected",
    what: "What was asked needs the telephone switch, and the server has no connection to it.",
    hint: "`hotline doctor` says what is wrong with the switch.",
  },
  "agent.not-an-agent": {
    status: 409,
    title: "This person is not an agent",
    what: "Only a person whom the configuration in force has as an agent has a state, calls or a phone.",
    hint: "Add the person to a skill group, or give an extension, and apply the configuration.",
  },
  "agent.unknown": {
    status: 404,
    title: "There is no such agent",
    what: "Nobody of the configuration in force has this name and an extension.",
    hint: "`hotline agents list` shows all.",
  },
  "agent.not-led": {
    status: 403,
    title: "This person does not lead the agent",
    what: "A leader changes the states of agents of the groups that name the leader; senior managers those of everybody.",
    hint: "Ask a leader of one of the agent's groups; `leaders` of a SkillGroup document says who leads it.",
  },
  "agent.not-signed-in": {
    status: 409,
    title: "The agent is not signed in",
    what: "The agent's session was lost for longer than the grace time, or never began.",
    hint: "Sign in again.",
  },
  "agent.break-reason-unknown": {
    status: 409,
    title: "The break reason is unknown",
    what: "A break needs one of the reasons of the configuration in force.",
    hint: "GET /api/v1/break-reasons lists them.",
  },
  "agent.not-in-acw": {
    status: 409,
    title: "The agent is not in after-call work",
    what: "After-call work had ended already, or had not begun.",
    hint: "Nothing needs doing.",
  },
  "agent.acw-open-ended": {
    status: 409,
    title: "The after-call work has no end to put off",
    what: "After a call placed by hand the agent ends the after-call work itself (workAfterManualCalls).",
    hint: "Nothing needs doing.",
  },
  "call.unknown": {
    status: 404,
    title: "There is no such call",
    what: "No call has this id, or it is not one this person may see.",
    hint: "Check the id with `hotline calls list`.",
  },
  "call.not-yours": {
    status: 409,
    title: "The call is not with this agent",
    what: "It rings at or talks with somebody else, or waits.",
    hint: "It may have just moved on; the page shows where it is.",
  },
  "call.not-ringing": {
    status: 409,
    title: "The call does not ring any more",
    what: "It was answered, given up or offered to the next agent.",
    hint: "Nothing needs doing.",
  },
  "call.real-phone": {
    status: 409,
    title: "A real phone is answered at the phone",
    what: "The API lifts simulated phones only; this switch is a real one.",
    hint: "Answer in the page of the workbench or at the desk phone.",
  },
  "call.not-talking": {
    status: 409,
    title: "The call is not in a talk",
    what: "Only a talk can be muted or held.",
    hint: "Answer first.",
  },
  "call.target-unknown": {
    status: 404,
    title: "There is nobody to transfer to by that name",
    what: "Neither an agent nor an inbound skill group of the deployment has that name.",
    hint: "Choose from the list; the deployment may have changed.",
  },
  "call.target-self": {
    status: 409,
    title: "That is yourself",
    what: "A customer cannot be passed on to the agent who has it.",
    hint: "Choose somebody else.",
  },
  "call.target-busy": {
    status: 409,
    title: "The agent is busy",
    what: "The agent rings, talks or is in after-call work. The customer is still with you.",
    hint: "Wait a moment, or choose another agent or a group.",
  },
  "call.target-away": {
    status: 409,
    title: "The agent is not there",
    what: "The agent is not signed in, on a break, or has no phone that can ring. The customer is still with you.",
    hint: "Choose another agent or a group.",
  },
  "call.target-group-empty": {
    status: 409,
    title: "Nobody of the group is signed in",
    what: "The customer would wait in a queue that nobody serves. The customer is still with you.",
    hint: "Choose another group or an agent.",
  },
  "call.consulting": {
    status: 409,
    title: "You are consulting somebody in this call",
    what: "The customer hears music while you talk with somebody else; only one can be consulted at a time.",
    hint: "Take the customer back, or leave the customer to whom you consult.",
  },
  "call.not-consulting": {
    status: 409,
    title: "Nobody is being consulted",
    what: "There is no consult, or all three talk already.",
    hint: "Look at the call again; the other may have hung up.",
  },
  "call.consult-not-answered": {
    status: 409,
    title: "The one you consult has not answered",
    what: "A phone that still rings can be given up, nothing else.",
    hint: "Wait for the answer, or take the customer back.",
  },
  "call.held": {
    status: 409,
    title: "The customer is on hold",
    what: "Nobody hears the agent while the customer hears music, so there is nothing to mute.",
    hint: "Retrieve the call first.",
  },
  "call.not-led": {
    status: 403,
    title: "This person does not lead the call's group",
    what: "A leader listens to and takes over talks of the groups that name the leader; senior managers those of all.",
    hint: "Ask a leader of the group.",
  },
  "supervision.own-call": {
    status: 409,
    title: "It is one's own call",
    what: "Nobody listens to or takes over a call that is in their own hands.",
    hint: "Nothing needs doing.",
  },
  "supervision.busy": {
    status: 409,
    title: "The leader's own phone is in use",
    what: "The leader has a call, is in after-call work, or listens to another talk.",
    hint: "End that first.",
  },
  "supervision.no-phone": {
    status: 409,
    title: "The leader has no phone that can ring",
    what: "Neither the browser's nor a desk phone of the leader is registered.",
    hint: "Look at the headset mark of the page.",
  },
  "supervision.not-listening": {
    status: 409,
    title: "The leader does not listen to this call",
    what: "The talk has ended, or the leader left it before.",
    hint: "Nothing needs doing.",
  },
  "recording.unknown": {
    status: 404,
    title: "There is no such recording",
    what: "No recording has this id.",
    hint: "A call's detail lists its recordings.",
  },
  "recording.not-allowed": {
    status: 403,
    title: "This person may not listen to the recording",
    what: "Agents may listen to their own talks, leaders to their groups', senior managers to all.",
    hint: "Ask a leader of the group.",
  },
  "recording.not-ready": {
    status: 409,
    title: "The recording is still being made",
    what: "The talk goes on, or has just ended.",
    hint: "Try again after the talk.",
  },
  "recording.missing": {
    status: 410,
    title: "The recording's file is gone",
    what: "The record has a recording whose file is not in the recordings folder.",
    hint: "Look for the file in the backup of the recordings folder.",
  },
  "recording.range-not-satisfiable": {
    status: 416,
    title: "The recording is shorter than the range asked for",
    what: "The Range header begins behind the end of the file.",
    hint: "Content-Range says how long the file is.",
  },
  "user.unknown": {
    status: 404,
    title: "There is no such user",
    what: "Neither an account nor an agent of the configuration has this name.",
    hint: "`hotline users list` shows all.",
  },
  "user.own-account": {
    status: 409,
    title: "Nobody can disable their own account",
    what: "It would lock the one who asks out.",
    hint: "Let another administrator do it.",
  },
  "token.unknown": {
    status: 404,
    title: "There is no such token",
    what: "No token has this id, or it was revoked already.",
    hint: "GET /api/v1/tokens lists them.",
  },
  "config.invalid": {
    status: 422,
    title: "The configuration has problems",
    what: "`errors` names each with file, line and column. Nothing was changed.",
    hint: "Correct the files; `hotline config validate` shows the same list without a server.",
  },
  "config.too-costly": {
    status: 422,
    title: "The configuration cannot be read in reason",
    what: "Reading the files took too much time or memory, as files made to hurt do. Nothing was changed.",
    hint: "`hotline config validate` on your own machine shows which file; a hospital's folder reads in well under a second.",
  },
  "deployment.stale-base": {
    status: 409,
    title: "The configuration in force has changed since the plan",
    what: "Somebody applied another configuration in between. Nothing was changed.",
    hint: "Plan again, look at the changes, apply again.",
  },
  "deployment.failed": {
    status: 502,
    title: "The configuration could not be brought into force",
    what: "The switch or the engine refused it. The former configuration stays in force.",
    hint: "`hotline config history` keeps the reason; `hotline doctor` looks at the switch.",
  },
  "demo.no-number": {
    status: 409,
    title: "No access number to call",
    what: "The number is not an access number of the configuration in force, or there is none.",
    hint: "Add an AccessNumber document and apply it.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof catalogue;
