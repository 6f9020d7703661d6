import { type Goal, goalsOf, resultRule } from '@nx-tune/sweep';

import type { SweepReport } from './sweepReport.js';

/** The metrics that have a column in a leaderboard: the goals, and what rules for results compare. */
export function shownMetrics({ metric }: Pick<SweepReport, 'metric'>): readonly Goal[] {
  const goals = goalsOf(metric);
  const names = new Set((metric.results ?? []).flatMap((text) => resultRule(text).names));
  for (const { name } of goals) names.delete(name);
  return [...goals, ...[...names].map((name) => ({ name, goal: 'minimize' as const }))];
}
