import { Command } from 'commander';

import { runtimeVersions } from '../run/runIdentity.js';
import { addBest } from './verbs/best.js';
import { addCompare } from './verbs/compare.js';
import { addCompletion } from './verbs/completion.js';
import { addDoctor } from './verbs/doctor.js';
import { addExplain } from './verbs/explain.js';
import { addExport } from './verbs/export.js';
import { addImport } from './verbs/import.js';
import { addPrune } from './verbs/prune.js';
import { addReport } from './verbs/report.js';
import { addShow } from './verbs/show.js';
import { addSlurm } from './verbs/slurm.js';
import { addStatus } from './verbs/status.js';
import { addTrials } from './verbs/trials.js';

/** In the order of the help. Each adds its command: arguments, options, examples and what it does. */
const verbs: readonly ((program: Command) => void)[] = [
  addStatus,
  addBest,
  addTrials,
  addShow,
  addCompare,
  addReport,
  addExplain,
  addExport,
  addImport,
  addDoctor,
  addPrune,
  addSlurm,
  addCompletion,
];

/** `nx-tune best digits`: what is known of a sweep. Runs no trial. */
export function createProgram(): Command {
  const program = new Command('nx-tune')
    .description('Says what is known of sweeps, and runs no trial. `nx tune <project>` runs one.')
    .version(runtimeVersions['nx-tune'] ?? '')
    .usage('<verb> [project] [options]')
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText(
      'after',
      `
The project may be left out in a folder of a project with a sweep, and where the workspace has only one such project.

Examples:
  nx-tune best digits
  nx-tune trials digits --sweep random --top 5
  nx-tune explain digits 4f2a

Exit codes: 0 all is well; 1 a mistake, in one line, or the answer is no.`,
    );
  for (const addVerb of verbs) addVerb(program);
  return program;
}
