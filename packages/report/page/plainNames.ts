import type { ReportData, RuleData } from '../src/data/reportData.js';
import { escapeLines } from '../src/text/escapeLines.js';

/**
 * The data with names that charts and figures can draw as they are: a chart is a canvas, where no element is between a name
 * and the reader. Values of parameters stay, since they are copied; they are formatted wherever they are shown.
 */
export function plainNames(data: ReportData): ReportData {
  const { title, project, sweep, file, method, metric, metrics, curves, trials, front, rules, violating } = data;
  return {
    ...data,
    title: escapeLines(title),
    project: escapeLines(project),
    sweep: escapeLines(sweep),
    file: escapeLines(file),
    method: escapeLines(method),
    metric: {
      ...metric,
      name: escapeLines(metric.name),
      ...(metric.goals && { goals: metric.goals.map((one) => ({ ...one, name: escapeLines(one.name) })) }),
      ...(metric.results && { results: metric.results.map(escapeLines) }),
    },
    ...(front && { front: { ...front, pickedBy: escapeLines(front.pickedBy) } }),
    ...(rules && { rules: rules.map(plainRule) }),
    ...(violating && {
      violating: Object.fromEntries(
        Object.entries(violating).map(([index, one]) => [index, { ...one, rules: one.rules.map(escapeLines) }]),
      ),
    }),
    metrics: metrics.map((one) => ({ ...one, name: escapeLines(one.name) })),
    curves: curves.map((one) => ({ ...one, metric: escapeLines(one.metric) })),
    trials: {
      ...trials,
      reasons: Object.fromEntries(
        Object.entries(trials.reasons).map(([index, reason]) => [index, escapeLines(reason)]),
      ),
    },
  };
}

const plainRule = ({ text, metrics, excluded }: RuleData): RuleData => ({
  text: escapeLines(text),
  metrics: metrics.map(escapeLines),
  excluded: excluded.map((region) => ({ ...region, metric: escapeLines(region.metric) })),
});
