import {
  bestTrial,
  escapeControl,
  formatNumber,
  formatParams,
  paretoFrontOf,
  rankTrials,
  replicateFacts,
  ruleOf,
  type SweepReport,
  terminalJson,
  violationNotes,
  type TrialEntry,
} from '@nx-tune/report';
import type { JsonObject } from '@nx-tune/search';
import { fromMetricValue, goalsOf } from '@nx-tune/sweep';

import { Mistake } from '../../mistake.js';

/** The best params, as YAML or JSON. With several goals they are those that the sweep's rule picks, and a comment says so. */
export function showBest(report: SweepReport, json: boolean): string {
  const best = bestTrial(report);
  if (best === undefined) throw new Mistake(noneBest(report));
  const { id, params, metrics } = best.result;
  const front = paretoFrontOf(report)?.members.length;
  if (json)
    return terminalJson({
      id,
      params,
      metrics,
      ...replicateFacts(best),
      ...(front === undefined ? {} : { picked: ruleOf(report), front }),
    });
  return `${front === undefined ? '' : pickedComment(best, report, front)}${formatParams(params)}\n`;
}

/** Says why there is no best trial. */
function noneBest(report: SweepReport): string {
  const rules = violationNotes(report);
  return rules.length === 0
    ? 'No completed trial is known, so there is no best trial.'
    : `No trial satisfies the rules for results, so there is no best trial: ${rules.join(' ')}`;
}

/** A comment in YAML: how the params were picked, and what they are worth. */
function pickedComment({ result }: TrialEntry, report: SweepReport, front: number): string {
  const values = goalsOf(report.metric).map(
    ({ name }) => `${name} ${formatNumber(fromMetricValue(result.metrics[name] ?? 'NaN'))}`,
  );
  const how =
    front === 1 ? 'the only trial on the front' : `picked ${ruleOf(report)}; ${front} on the front, see --front`;
  return `# ${escapeControl(`${values.join(', ')}: ${how}`)}\n`;
}

/** All trials on the front, the picked one first and then by the first goal: an array in JSON, a list in YAML. */
export function showFront(report: SweepReport, json: boolean): string {
  const { goals } = report.metric;
  if (goals === undefined)
    throw new Mistake(`The sweep has one goal, ${report.metric.name}, so it has no front: leave out --front.`);
  const front = rankTrials(report).filter((trial) => trial.front !== undefined);
  if (front.length === 0) throw new Mistake(noneBest(report));
  const facts = front.map((trial): JsonObject => ({
    id: trial.result.id,
    picked: trial.front === 'picked',
    params: trial.result.params,
    metrics: trial.result.metrics,
    ...replicateFacts(trial),
  }));
  return json ? terminalJson(facts) : `${formatParams(facts)}\n`;
}
