import type { Deployment } from "@hotline/schemas";
import { deploymentHash } from "@hotline/schemas";
import type { AcdConfig, SurveyConfig } from "../acd/index.ts";

const SECOND_MS = 1_000;
const DEFAULT_PRIORITY = 1;

/** What the engine reads of a deployment; seconds of the files become milliseconds here and nowhere else. */
export function acdConfigOf(deployment: Deployment): AcdConfig {
  const { organization, agents, groups, accessNumbers, breakReasons, trunks, callerIdGroups } = deployment;
  return {
    deploymentHash: deploymentHash(deployment),
    signInGraceMs: organization.spec.signInGraceSeconds * SECOND_MS,
    retryMissedAfterMs: organization.spec.retryMissedAfterSeconds * SECOND_MS,
    survey: surveyOf(organization.spec.survey),
    breakReasons: breakReasons.spec.reasons.map(({ name }) => name),
    workAfterManualCalls: organization.spec.workAfterManualCalls,
    trunks: mapValues(trunks, ({ name, spec }) => ({
      name,
      priority: spec.priority,
      channels: spec.channels,
      callerIds: [spec.callerId, ...spec.callerIds],
    })),
    callerIdGroups: mapValues(callerIdGroups, ({ name, spec }) => ({
      name,
      rule: spec.rule,
      numbers: spec.numbers,
      prefixes: spec.prefixes,
    })),
    agents: mapValues(agents, ({ name, label, spec }) => ({
      name,
      label,
      extension: spec.extension,
      groups: Object.fromEntries(spec.groups.map(({ group, priority }) => [group, priority ?? DEFAULT_PRIORITY])),
      primaryGroup: spec.primaryGroup ?? spec.groups[0]?.group,
    })),
    groups: mapValues(groups, ({ name, label, spec }) => ({
      name,
      label,
      direction: spec.direction,
      ringMs: spec.ringSeconds * SECOND_MS,
      wrapUpMs: spec.afterCallWorkSeconds * SECOND_MS,
      music: spec.music,
      record: spec.record,
      callerIds: spec.callerIds,
    })),
    accessNumbers: Object.fromEntries(
      Object.values(accessNumbers).map(({ label, spec }) => [
        spec.number,
        { number: spec.number, label, group: spec.route.group, trunk: spec.trunk },
      ]),
    ),
  };
}

function surveyOf(survey: Deployment["organization"]["spec"]["survey"]): SurveyConfig | undefined {
  if (survey?.enabled !== true) return undefined;
  return {
    directions: survey.directions,
    labels: survey.levels,
    waitMs: survey.waitSeconds * SECOND_MS,
    prompts: { ask: survey.prompt, again: survey.retryPrompt, thanks: survey.thanksPrompt },
  };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
