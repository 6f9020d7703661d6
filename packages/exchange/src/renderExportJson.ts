import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { type Exported, inOrder } from './exported.js';

/** Everything that is known of trials, as JSON: in the sweep's order, with what they reported. */
export function renderExportJson(exported: Exported): string {
  const { sweep, project, file, method, metric } = exported.report;
  const trials = inOrder(exported).map((trial) => ({
    number: trial.number,
    rank: trial.rank,
    ...trial.result,
    ...(trial.curve.length === 0 ? {} : { curve: trial.curve }),
    ...(exported.when?.(trial) === undefined ? {} : { run: trial.run }),
  }));
  return canonicalJsonText({ schemaVersion: 1, sweep, project, file, method, metric, trials } as unknown as JsonObject);
}
