import { type Column, valueOf } from '../columns.js';
import { metricOf, plotted } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { dot } from './history.js';
import type { Markup } from './markup.js';
import { createFrame, renderPlot } from './plot.js';
import { createScale } from './scale.js';

/** One plot for each varying parameter: the metric of the completed trials against its values. */
export function renderSlices(
  report: SweepReport,
  varying: readonly Column[],
  best: TrialEntry | undefined,
): readonly Markup[] {
  const { metric } = report;
  const completed = plotted(report);
  const y = createScale(completed.map((trial) => metricOf(trial, metric)));
  return varying.map((column) => {
    const frame = createFrame(350, 250);
    const x = createScale(
      completed.map((trial) => valueOf(column, trial)),
      10,
    );
    const marks = completed.flatMap((trial) => {
      const at = x.at(valueOf(column, trial));
      const value = metricOf(trial, metric);
      return at === undefined
        ? []
        : [
            dot(
              { trial, value, x: frame.x(at), y: frame.y(y.at(value) ?? 0) },
              trial.number === best?.number,
              metric.name,
            ),
          ];
    });
    return renderPlot(
      frame,
      { x: { label: column.label, scale: x }, y: { label: metric.name, scale: y } },
      `Slice of ${column.label}`,
      `${metric.name} of ${completed.length} trials.`,
      marks,
    );
  });
}
