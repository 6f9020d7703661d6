import type { MetricValue, Outcome } from '@nx-tune/sweep';
import { createStopper, fromMetricValue } from '@nx-tune/sweep/trial';

import type { CurvePoint } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';

/** The error that `trial.report()` throws to stop a trial. If an objective catches it and goes on, the rest is ignored. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The result of a trial that is stopped by its own reports. */
export interface StoppedEarly {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
}

/** Creates a function that judges each report of a trial, and returns undefined as long as the trial may go on. */
export function createStopJudge({ stop }: Pick<TrialTask, 'stop'>): (point: CurvePoint) => StoppedEarly | undefined {
  if (stop === undefined) return () => undefined;
  const stopper = createStopper(stop);
  const judged: CurvePoint[] = [];
  return (point) => {
    const value = Object.hasOwn(point.metrics, stop.metric.name) ? point.metrics[stop.metric.name] : undefined;
    if (value === undefined) return undefined;
    judged.push(point);
    const reason = stopper.judge(point.step, fromMetricValue(value));
    if (reason === undefined) return undefined;
    const { step } = point;
    return reason === 'patience'
      ? { outcome: { kind: 'completed', step }, metrics: judged[stopper.best()]?.metrics ?? {} }
      : { outcome: { kind: 'stopped', step }, metrics: point.metrics };
  };
}
