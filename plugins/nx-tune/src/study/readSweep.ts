import { basename, join } from 'node:path';

import { defined } from '@nx-tune/search';
import {
  expandSweep,
  formatProblem,
  lockFile,
  type NoiseJudgement,
  parseSweep,
  placeOfKey,
  type PlannedTrial,
  type Problem,
  type Promotion,
  type RaceRound,
  type Slot,
  type Sweep,
  type SweepDefaults,
  sweepName,
  sweepNameProblem,
  sweepTarget,
  type TopChoice,
  variantOf,
} from '@nx-tune/sweep';

import { missingObjective } from './objectiveEntries.js';
import { outsideNotices } from './outsideNotices.js';
import { readCases } from './readCases.js';
import { readText } from './readText.js';
import { ownLock, type ReadWarmStart, readWarmStart } from './readWarmStart.js';
import { addedDependencies, type Dependencies, userDependencies } from './userDependencies.js';
import { withRecordedCosts } from './withRecordedCosts.js';
import { workspaceBases } from './workspaceBases.js';
import { withMedians } from './withMedians.js';

/** A sweep file that was read, checked and expanded. */
export interface ExpandedSweep {
  readonly ok: true;
  readonly sweep: Sweep;
  readonly trials: readonly PlannedTrial[];
  /** Slots of trials that are proposed generation by generation; if there are any, `trials` is empty. */
  readonly slots: readonly Slot[];
  readonly promotions: readonly Promotion[];
  /** The choice of the best configurations, which are run again, if any are. */
  readonly top?: TopChoice;
  /** The rounds of a race; empty if there is none. */
  readonly rounds: readonly RaceRound[];
  /** The judgements that decide how many replicates there are, if any do. */
  readonly judgements: readonly NoiseJudgement[];
  /** The tasks that must have run before its trials. */
  readonly before: Dependencies;
  readonly notices: readonly string[];
}

/** A sweep file as read: expanded, or the messages that say what is wrong with it. */
export type ReadSweep = ExpandedSweep | { readonly ok: false; readonly problems: readonly string[] };

/** Reads one sweep file. `file` is relative to the workspace. `defaults` say how trials run, and do not change their ids. Never throws for a user's mistake. */
export function readSweep(workspaceRoot: string, root: string, file: string, defaults: SweepDefaults = {}): ReadSweep {
  const name = sweepName(basename(file)) ?? basename(file);
  const badName = sweepNameProblem(name);
  if (badName !== undefined)
    return broken({
      file,
      path: '',
      rule: `${basename(file).replace(name, 'NAME')} needs a usable name`,
      found: badName,
      remedy: 'Rename the file.',
    });
  const text = readText(join(workspaceRoot, file));
  if (text === undefined) return broken({ file, path: '', rule: 'the sweep file cannot be read' });
  const bases = workspaceBases(workspaceRoot);
  const parsed = parseSweep(name, file, text, defaults, bases);
  const placeOf = (path: string): { file: string; line: number } => placeOfKey(file, text, path, bases);
  if (!parsed.ok) return broken(...parsed.problems);
  const missing = missingObjective(parsed.value.objective, join(workspaceRoot, root));
  if (missing !== undefined) return broken(missingProblem(parsed.value, placeOf, missing));
  const listed = readCases(workspaceRoot, root, parsed.value);
  if ('problem' in listed) {
    const { problem } = listed;
    return broken({ ...placeOf(problem.path.replace(/\[(\d+)\]/, '.$1')), ...problem });
  }
  const compared = withMedians(listed.sweep, join(workspaceRoot, root));
  if ('rule' in compared) return broken({ ...placeOf(compared.path), ...compared });
  const learnt = warmStartOf(workspaceRoot, root, compared);
  if ('problem' in learnt) return broken({ ...placeOf('from'), path: 'from', ...learnt.problem });
  const before = addedDependencies(userDependencies(workspaceRoot, root, sweepTarget(name)));
  const variant = variantOf(compared, before);
  const sweep = withRecordedCosts(
    { ...compared, ...defined({ warmStart: learnt.warmStart, variant }) },
    join(workspaceRoot, root, lockFile(name)),
  );
  const expansion = expandSweep(sweep);
  if (!expansion.ok) return broken({ ...placeOf(expansion.problem.path || 'parameters'), ...expansion.problem });
  return {
    ok: true,
    sweep,
    trials: expansion.trials,
    slots: expansion.slots,
    promotions: expansion.promotions,
    ...defined({ top: expansion.top }),
    rounds: expansion.rounds,
    judgements: expansion.judgements,
    before,
    notices: [
      ...sweep.notices,
      ...outsideNotices(sweep.objective, workspaceRoot, root),
      ...learnt.notices,
      ...expansion.notices,
    ],
  };
}

function warmStartOf(workspaceRoot: string, root: string, sweep: Sweep): ReadWarmStart {
  const own = join(root, lockFile(sweep.name));
  const isOwn = sweep.from?.some((source) => source.in === 'workspace' && join(source.path) === own) === true;
  return isOwn ? ownLock(own) : readWarmStart(workspaceRoot, root, sweep);
}

const broken = (...problems: Problem[]): ReadSweep => ({ ok: false, problems: problems.map(formatProblem) });

function missingProblem(
  { objective }: Sweep,
  placeOf: (path: string) => { readonly file: string; readonly line: number },
  why: string,
): Problem {
  const [key, path] =
    objective.kind === 'module' ? ['objective', objective.path] : ['program', objective.program ?? ''];
  return {
    ...placeOf(key),
    path: key,
    rule: key === 'program' ? '"program" must be a file' : '"objective" must be a file of the project',
    found: `${path} is not: ${why}`,
    remedy: 'Paths are relative to the project.',
  };
}
