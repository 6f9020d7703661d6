import { frontPlaces, frontSummary, terminalJson } from '@nx-tune/report';
import { defined } from '@nx-tune/search';

import { type SweepExport, trialsInOrder } from '../model/sweepExport.js';

/** Renders everything that is known about the trials as JSON, in the sweep's order and with their learning curves. */
export function renderExportJson(exported: SweepExport): string {
  const { sweep, project, file, method, metric } = exported.report;
  const placeOf = frontPlaces(exported.report);
  const trials = trialsInOrder(exported).map((trial) => ({
    number: trial.number,
    rank: trial.rank,
    ...trial.result,
    ...placeOf(trial),
    ...(trial.curve.length > 0 && { curve: trial.curve }),
    ...(exported.when?.(trial) !== undefined && { run: trial.run }),
  }));
  return terminalJson({
    schemaVersion: 1,
    sweep,
    project,
    file,
    method,
    metric,
    ...defined({ front: frontSummary(exported.report) }),
    trials,
  });
}
