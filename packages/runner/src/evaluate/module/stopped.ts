import type { MetricValue, Outcome } from '@nx-tune/sweep';
import { createStopper, fromMetricValue } from '@nx-tune/sweep/trial';

import type { CurvePoint } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';

/** What `trial.report()` throws when a trial is stopped; an objective that catches it and goes on is not listened to. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What a trial comes to that is stopped by its own reports. */
export interface StoppedEarly {
  readonly outcome: Outcome;
  readonly metrics: { readonly [name: string]: MetricValue };
}

/** Looks at each report of a trial. Undefined, as long as the trial goes on. */
export function createJudge({ stop }: Pick<TrialTask, 'stop'>): (point: CurvePoint) => StoppedEarly | undefined {
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
