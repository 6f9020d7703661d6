import { defined } from '@nx-tune/search';
import { goalsOf } from '@nx-tune/sweep';

import { brokenReplicates, evaluationsOf } from './configurations.js';
import { valueOnAxis } from './metricColumns.js';
import type { RankedTrial } from './rankTrials.js';
import { casesTitle, evaluationCells, evaluationTitles, frontTitle, violatesTitle } from './evaluationColumns.js';
import { replicateTitles, standardErrorOf } from './replicateColumns.js';
import type { ConfigurationColumns, ReportData } from './reportData.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The configurations of a sweep with replicates or cases as columns beside those of its trials; undefined if each is one trial. */
export function configurationColumns(
  report: SweepReport,
  ranked: readonly RankedTrial[],
  trials: readonly TrialEntry[],
  metrics: ReportData['metrics'],
): ConfigurationColumns | undefined {
  const isPlain = evaluationTitles(ranked).every((title) => title === frontTitle || title === violatesTitle);
  if (isPlain && ranked.every((whole) => evaluationsOf(whole).length === 1)) return undefined;
  const goals = goalsOf(report.metric).length;
  const places = new Map(trials.map(({ number }, index) => [number, index]));
  const wholes = new Map(ranked.map((whole) => [places.get(whole.number) ?? 0, whole]));
  const firsts = new Map(
    ranked.flatMap((whole) =>
      evaluationsOf(whole).map(({ number }) => [number, places.get(whole.number) ?? 0] as const),
    ),
  );
  const titles = evaluationTitles(ranked);
  const cells = trials.map((_, index) => {
    const whole = wholes.get(index);
    return whole === undefined ? titles.map(() => '') : evaluationCells(whole, report, titles);
  });
  const column = (title: string): string[] => cells.map((texts) => texts[titles.indexOf(title)] ?? '');
  return {
    first: trials.map(({ number }, index) => firsts.get(number) ?? index),
    means: metrics.map(({ name }, place) =>
      trials.map((_, index) => {
        const whole = wholes.get(index);
        return whole === undefined ? null : valueOnAxis(whole.result, name, place < goals);
      }),
    ),
    spreads: metrics.map(({ name }) =>
      trials.map((_, index) => {
        const whole = wholes.get(index);
        const isWhole = whole?.result.outcome.kind === 'completed';
        return (isWhole ? standardErrorOf(whole, name) : undefined) ?? null;
      }),
    ),
    errors: column(replicateTitles[0]),
    replicates: column(replicateTitles[1]),
    ...(titles.includes(casesTitle) ? { cases: column(casesTitle) } : {}),
    broken: defined(
      Object.fromEntries([...wholes].map(([index, whole]) => [String(index), brokenReplicates(whole)])),
    ) as ConfigurationColumns['broken'],
  };
}
