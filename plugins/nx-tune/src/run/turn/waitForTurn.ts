import { setTimeout } from 'node:timers/promises';

import { endTree, processState } from '@nx-tune/runner/processes';

import { type Conflict, conflictWith, type WaitingTrials } from './conflictWith.js';
import { describeRun } from './describeRun.js';
import { type Hold, holdOf } from './holdOf.js';
import { createSilences, leaseMs } from './leases.js';
import type { OwnTurn } from './ownTurn.js';
import { hasTurn, registeredRuns, unregister } from './registry.js';
import type { RegisteredRun } from './runRecord.js';
import { whyLost } from './whyLost.js';

/** The interval at which others are looked at, if nothing else is asked for. */
const usualLookMs = 250;
/** A run that is just beginning says soon what it computes: that is not worth a line. */
const quietMs = 2_000;
const sayEveryMs = 15_000;

export interface WaitOptions {
  /** Process ids of runs of which this one is a task. They wait for it. */
  readonly ancestors: readonly number[];
  /** Judges a run that has not said which trials it has by its command line. */
  readonly mayReach: (command: string) => boolean;
  /** Lists how the inputs of an earlier run differ; empty if that is not known. */
  readonly differences: (conflict: Conflict) => readonly string[];
  readonly say: (text: string) => void;
  /** True to refuse instead of waiting. */
  readonly refuses: boolean;
  readonly nowMs?: () => number;
  readonly lookEveryMs?: number;
}

/** A run that has to end first. */
interface Blocker {
  readonly run: RegisteredRun;
  readonly conflict: Conflict;
  readonly hold: Hold;
}

/**
 * Waits until no earlier run computes the same trials with other inputs. Later runs wait for this one, so two runs never
 * wait for each other. Returns why the trials cannot run, or undefined.
 */
export async function waitForTurn(
  turn: OwnTurn,
  waiting: WaitingTrials,
  options: WaitOptions,
): Promise<string | undefined> {
  const { refuses, say, nowMs = () => performance.now(), lookEveryMs = usualLookMs } = options;
  const silences = createSilences(nowMs);
  const startMs = nowMs();
  let sayAtMs = startMs;
  for (;;) {
    if (!hasTurn(turn.folder, turn.number, turn.id)) return whyLost(turn);
    const [blocker] = blockersOf(turn, waiting, options, silences.watch);
    if (blocker === undefined) return undefined;
    const isClear = blocker.conflict.kind === 'different' || nowMs() - startMs >= quietMs;
    if (isClear && refuses) return `${sentence('This run would wait for', blocker, options)} Run it again later.`;
    if (isClear && nowMs() >= sayAtMs) {
      const waitedS = Math.round((nowMs() - startMs) / 1000);
      const start = sayAtMs === startMs ? 'Waiting for' : `Still waiting, after ${waitedS} s, for`;
      say(`${sentence(start, blocker, options)}\n`);
      sayAtMs = nowMs() + sayEveryMs;
    }
    await setTimeout(lookEveryMs);
  }
}

/** The earlier runs that have to end first. Those that are over are removed on the way. */
function blockersOf(
  { folder, number }: OwnTurn,
  waiting: WaitingTrials,
  { ancestors, mayReach }: WaitOptions,
  watch: (key: string, stamp: string) => number,
): Blocker[] {
  const earlier = registeredRuns(folder).filter((run) => run.number < number && !isAncestor(run, ancestors));
  return earlier.flatMap((run) => {
    const conflict = conflictWith(waiting, run, mayReach);
    if (conflict === undefined) return [];
    const hold = holdOf(run);
    const isOver = hold === 'over' || (hold === 'unclear' && watch(String(run.number), run.stamp) >= leaseMs());
    if (!isOver) return [{ run, conflict, hold }];
    unregister(folder, run.number);
    endStopped(run);
    return [];
  });
}

/** Ends what computes the trials of a stopped run: when it goes on, it would write before it finds out that its turn is over. */
function endStopped({ processes }: RegisteredRun): void {
  for (const one of processes) if (!one.isNx && processState(one) === 'stopped') endTree(one.pid);
}

/** Containers have the same small ids of processes. */
const isAncestor = ({ processes }: RegisteredRun, ancestors: readonly number[]): boolean =>
  processes.some((one) => ancestors.includes(one.pid) && processState(one) !== 'elsewhere');

function sentence(start: string, { run, conflict, hold }: Blocker, { differences }: WaitOptions): string {
  const what =
    conflict.kind === 'unknown'
      ? ', which has not said yet with which inputs it computes the same trials'
      : ', which computes the same trials with other inputs';
  const list = differences(conflict);
  const details = list.length === 0 ? '' : `: ${list.join('; ')}`;
  const silent =
    hold === 'unclear' ? ' It is stopped or elsewhere, and is waited for as long as it shows that it is alive.' : '';
  return `${start} ${describeRun(run)}${what}${details}.${silent}`;
}
