import { rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { processIdentity } from '@nx-tune/runner/processes';
import type { ExecutorContext } from '@nx/devkit';

import { inputsFile } from '../../constants.js';
import { readJson } from '../../study/readJson.js';
import { announce } from './announce.js';
import { asFarAsPossible } from './asFarAsPossible.js';
import { keepInputs } from './keepInputs.js';
import { leaseMs } from './leases.js';
import { type OwnTurn, ownTurn } from './ownTurn.js';
import { addProcess, hasTurn, registeredRuns, showAlive, writeDigest } from './registry.js';
import { whyLost } from './whyLost.js';

/** The part of one process in the turn of its run. */
export interface Part {
  /** The reason why the process must not write; undefined if it may. */
  readonly problem?: string;
  readonly end: () => void;
}

/** The interval at which a process checks whether its run still has its turn. */
const lookEveryMs = 500;

/**
 * Takes part in the turn of this run while trials of the given projects are computed. If the run loses its turn meanwhile,
 * since it was stopped, the process ends at once: nothing of the slice is cached, and nothing is written into the folders of
 * others.
 */
export function takePart(context: ExecutorContext, trialProjects: readonly string[]): Part {
  const turn = ownTurn(context.root);
  if (turn === undefined) return { end: () => undefined };
  const lost = lostTurn(context.root);
  if (lost !== undefined) return { problem: lost, end: () => undefined };
  let mark: string | undefined;
  asFarAsPossible(() => void (mark = addProcess(turn.folder, turn.number, { ...processIdentity(), isNx: false })));
  const timer = watch(turn);
  const end = (): void => {
    clearInterval(timer);
    process.off('exit', end);
    if (mark !== undefined) rmSync(mark, { force: true });
  };
  process.once('exit', end);
  announce(turn, context);
  const problem = noteDigests(turn, context, trialProjects);
  return problem === undefined ? { end } : { problem, end };
}

/** Says why this run must not write any more, or returns undefined. */
export function lostTurn(workspaceRoot: string): string | undefined {
  const turn = ownTurn(workspaceRoot);
  return turn === undefined || hasTurn(turn.folder, turn.number, turn.id) ? undefined : whyLost(turn);
}

function watch(turn: OwnTurn): NodeJS.Timeout {
  let aliveAt = performance.now();
  return setInterval(() => {
    if (!hasTurn(turn.folder, turn.number, turn.id)) {
      // Written at once: the process ends.
      writeSync(2, `${whyLost(turn)}\n`);
      process.exit(1);
    }
    if (performance.now() - aliveAt < leaseMs() / 5) return;
    aliveAt = performance.now();
    asFarAsPossible(() => showAlive(turn.folder, turn.number));
  }, lookEveryMs).unref();
}

/** Notes the digests of the trials' inputs, which their tasks have written down. Says if another run has replaced one. */
function noteDigests(
  turn: OwnTurn,
  { root, projectGraph }: ExecutorContext,
  trialProjects: readonly string[],
): string | undefined {
  const { folder, number } = turn;
  const known = registeredRuns(folder).find((run) => run.number === number)?.digests;
  const roots = trialProjects.map((name) => {
    const { metadata } = projectGraph.nodes[name]?.data.targets?.['trial'] ?? {};
    return (metadata as { readonly inputsRoot?: string } | undefined)?.inputsRoot ?? '';
  });
  for (const inputs of new Set(roots)) {
    if (inputs !== '') keepInputs(turn, root, inputs);
    const hash = readJson(join(root, inputs, inputsFile))?.['hash'];
    const before = known?.get(inputs);
    if (typeof hash !== 'string' || hash === '') continue;
    if (before !== undefined && before !== hash)
      return `${join(inputs, inputsFile)} is not what this run wrote: another run with different inputs has replaced it. Run it again.`;
    if (before === undefined) asFarAsPossible(() => writeDigest(folder, number, inputs, hash));
  }
  return undefined;
}
