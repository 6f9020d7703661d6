import { frontStanding, terminalJson, violationsOf } from '@nx-tune/report';
import { defined, isAdaptive } from '@nx-tune/search';
import type { Command } from 'commander';

import { complain } from '../../escape/complain.js';
import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/addVerb.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { differenceOf, renderPoint, renderTried } from '../byHand/renderTried.js';
import { type TriedPoint, tryPoint } from '../byHand/tryPoint.js';
import { print } from '../print.js';

interface TryVerbOptions extends SweepVerbOptions {
  readonly keep?: boolean;
}

export function addTry(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'try', {
    words: '<name=value>...',
    description: 'computes one point that you name, as a cached trial, and shows where it stands',
    examples: ['try digits stepSize=0.3 momentum=0.9', 'try digits --sweep random stepSize=0.3 --keep'],
  })
    .argument('<words...>', 'the project, and values of parameters; the others are as in the best so far')
    .option(
      '--keep',
      'add the point to "points" of the sweep file, or to "baselines" if it is outside of the search space',
    )
    .addHelpText(
      'after',
      '\nIt is the same trial that the point would be under "points", so it is never computed twice. Exits with 1 if it fails.',
    )
    .action(async (words: string[], { sweep, keep = false, json = false }: TryVerbOptions) => {
      const [first = ''] = words;
      const project = first.includes('=') ? undefined : first;
      const values = project === undefined ? words : words.slice(1);
      const found = await resolveSweep(workspaceRoot, project, sweep);
      if (values.length === 0) throw new Mistake(`Which point? Name a value: ${exampleOf(found)}.`);
      const isSeen = !json && process.stderr.isTTY;
      const tried = await tryPoint(workspaceRoot, found, values, {
        keep,
        onStart: (completed) => void (json || print(`${renderPoint(completed, terminal())}\n`)),
        onOutput: (text) => void (isSeen && complain(text)),
      });
      print(json ? terminalJson(toJson(tried, found)) : renderTried(tried, found, terminal()));
    });
}

const exampleOf = ({ sweep: { space } }: OpenSweep): string =>
  `${space.find(({ distribution }) => distribution.kind !== 'constant')?.label ?? 'NAME'}=VALUE`;

function toJson(tried: TriedPoint, { project, name, sweep }: OpenSweep): object {
  const { params, filled, isInside, outside, report, trial, best, of, restored, kept } = tried;
  const violations = violationsOf(trial);
  const { id, outcome, metrics } = trial.result;
  return {
    project,
    sweep: name,
    id,
    params,
    filled,
    isInside,
    outside,
    outcome,
    metrics,
    restored,
    rank: trial.rank,
    of,
    ...(best && { best: { id: best.result.id, params: best.result.params, metrics: best.result.metrics } }),
    ...defined({ difference: differenceOf(tried) }),
    ...frontStanding(report, id),
    ...(violations.length > 0 && { violations }),
    kept: kept.kind,
    keptUnder: kept.key,
    ...('baseline' in kept ? { baseline: kept.baseline } : {}),
    ...('point' in kept ? { point: kept.point } : {}),
    learns: isAdaptive(sweep.method) && isInside && (kept.kind === 'kept' || kept.kind === 'already'),
  };
}
