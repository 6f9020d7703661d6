import type { SweepReport } from '@nx-tune/report';
import type { ExecutorContext } from '@nx/devkit';

import { writtenInputs } from '../../run/writtenInputs.js';
import { trialsOfProject } from './trialsOfProject.js';

/** The notice about files that count and that trials may have written, if this run has computed any trial. */
export function writtenNotice(report: SweepReport, root: string, context: ExecutorContext): string[] {
  const { root: workspaceRoot, projectGraph, projectName = '' } = context;
  const starts = report.trials.flatMap(({ executed, run }) =>
    executed && run !== undefined ? [Date.parse(run.startedAt)] : [],
  );
  if (starts.length === 0) return [];
  const [trial = ''] = trialsOfProject(context, projectName);
  const { inputs = [] } = projectGraph.nodes[trial]?.data.targets?.['trial'] ?? {};
  const since = starts.reduce((least, start) => Math.min(least, start), Infinity);
  const files = writtenInputs(workspaceRoot, root, inputs, since);
  const shown = [...files.slice(0, 5), ...(files.length > 5 ? [`${files.length - 5} more`] : [])];
  return files.length === 0
    ? []
    : [
        `written while trials ran, although trials have them as inputs: ${shown.join(', ')}. If a trial writes there, each run runs all trials again; write into trial.dir (TUNE_TRIAL_DIR) instead`,
      ];
}
