import { Command } from 'commander';

import { runtimeVersions } from '../run/runIdentity.js';
import { addBest } from './verbs/best.js';
import { addCompare } from './verbs/compare.js';
import { addCompletion } from './verbs/completion.js';
import { addDoctor } from './verbs/doctor.js';
import { addExplain } from './verbs/explain.js';
import { addExport } from './verbs/export.js';
import { addImport } from './verbs/import.js';
import { addPreset } from './verbs/preset.js';
import { addPrune } from './verbs/prune.js';
import { addReport } from './verbs/report.js';
import { addShow } from './verbs/show.js';
import { addSlurm } from './verbs/slurm.js';
import { addStatus } from './verbs/status.js';
import { addSuggest } from './verbs/suggest.js';
import { addTheory } from './verbs/theory.js';
import { addTrials } from './verbs/trials.js';
import { addTry } from './verbs/try.js';

/** The verbs, in the order of the help. Each function adds a command: arguments, options, examples and action. */
const verbs: readonly ((program: Command, workspaceRoot: string) => void)[] = [
  addStatus,
  addBest,
  addTrials,
  addShow,
  addCompare,
  addTry,
  addSuggest,
  addReport,
  addExplain,
  addExport,
  addImport,
  addTheory,
  addPreset,
  addDoctor,
  addPrune,
  addSlurm,
  addCompletion,
];

/** The command `nx-tune` for the workspace at a path. Its verbs read the results of sweeps, and, but for `try`, run no trial. */
export function createProgram(workspaceRoot: string): Command {
  const program = new Command('nx-tune')
    .description('Shows the results of sweeps. `nx tune <project>` runs a sweep, and `try` a single trial.')
    .version(runtimeVersions['nx-tune'] ?? '')
    .usage('<verb> [project] [options]')
    .showHelpAfterError('(--help lists the verbs and options)')
    .addHelpText(
      'after',
      `
The project may be left out inside the folder of a project with a sweep, and if the workspace has only one such project.

Examples:
  nx-tune best digits
  nx-tune trials digits --sweep random --top 5
  nx-tune explain digits 4f2a

Exits with 0 on success, and with 1 after a mistake, which is printed in one line, or if the answer is no.`,
    );
  for (const addVerb of verbs) addVerb(program, workspaceRoot);
  return program;
}
