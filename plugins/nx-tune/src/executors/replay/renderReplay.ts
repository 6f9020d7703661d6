import { escapeControl, formatParams } from '@nx-tune/report';

import type { Replayed } from './replayed.js';

/** A trial that has measured values alone is never identical with the lock: they are near, or far off. */
type Counted = Replayed['verdict']['kind'] | 'far';

const order: readonly Counted[] = [
  'identical',
  'within tolerance',
  'far',
  'different',
  'unstable',
  'not compared',
  'stopped',
  'gone',
];
const words: Readonly<Record<Counted, string>> = {
  identical: 'identical',
  'within tolerance': 'within tolerance',
  far: 'with measured values far off',
  different: 'different',
  unstable: 'not deterministic',
  'not compared': 'not compared',
  stopped: 'not replayed',
  gone: 'gone from the sweep',
};

/**
 * Renders a replay for the terminal: the trials that differ from the lock, and how many do not. `extent` says how many
 * values were compared.
 */
export function renderReplay(replayed: readonly Replayed[], lock: string, extent: string): string {
  const counts = order.flatMap((kind) => {
    const count = replayed.filter(({ verdict }) => countedAs(verdict) === kind).length;
    return count === 0 ? [] : [`${count} ${words[kind]}`];
  });
  const has = (kind: Replayed['verdict']['kind']): boolean => replayed.some(({ verdict }) => verdict.kind === kind);
  const farOff = replayed.filter(({ verdict }) => countedAs(verdict) !== 'far' && isFar({ verdict })).length;
  const but = farOff === 0 ? '' : `; ${farOff} of them ${words.far}`;
  const summary = `Replay of ${replayed.length} trials against ${lock}: ${counts.join(', ') || 'nothing to compare'}${but}`;
  const why = [
    ...(replayed.some(isChanged) ? ['', ...whyDifferent] : []),
    ...(replayed.some(isFar) ? ['', ...whyFar] : []),
    ...(has('unstable') ? ['', ...whyUnstable] : []),
    ...(has('stopped') ? ['', ...whyStopped(replayed)] : []),
  ];
  return `${['', ...replayed.flatMap(linesOf), summary, `${extent.charAt(0).toUpperCase()}${extent.slice(1)}`, ...why].join('\n')}\n`;
}

function countedAs(verdict: Replayed['verdict']): Counted {
  const { kind } = verdict;
  if (kind !== 'identical' && kind !== 'within tolerance') return kind;
  const { exact, measured, far } = verdict.counts;
  if (exact > 0 || measured === 0) return kind;
  return far > 0 ? 'far' : 'within tolerance';
}

function linesOf({ locked, verdict }: Replayed): string[] {
  if (!('counts' in verdict)) return [];
  const { differences, outliers, kind } = verdict;
  if (differences.length + outliers.length === 0) return [];
  const params = formatParams(locked.params).replaceAll('\n', ', ');
  return [
    differences.length > 0
      ? `Trial ${locked.id} is ${words[kind]} (${params})`
      : `Trial ${locked.id} has measured values far from the lock's, and is otherwise ${words[kind]} (${params})`,
    ...[...differences, ...outliers].map(({ what, locked, found }) =>
      escapeControl(`  ${what}: ${locked} in the lock, ${found} now`),
    ),
    '',
  ];
}

/** More differs than measured values. */
const isChanged = ({ verdict }: Replayed): boolean =>
  verdict.kind === 'different' && verdict.differences.length + verdict.outliers.length > verdict.counts.far;

const isFar = ({ verdict }: Pick<Replayed, 'verdict'>): boolean => 'counts' in verdict && verdict.counts.far > 0;

const whyFar = [
  'Measured values that are far from the lock mean another machine or load, or code that has become faster or slower. Where',
  'the sweep declares a tolerance for the metric, they fail the replay; where it does not, they are only shown.',
];

const whyDifferent = [
  'A result that is the same each time, but differs from the lock, was computed from something else then: other code or',
  'data, another version of Node.js, Python or a package. If the change is intended, run the sweep and commit its lock.',
];

const whyUnstable = [
  'A trial whose result changes from one replay to the next depends on something outside its inputs. The usual causes:',
  '  the clock, or a time limit of its own',
  '  Math.random or another unseeded generator: use trial.rng() or TUNE_SEED',
  '  the order in which parallel work ends, or sums over an unordered set',
  '  a file, a service or a variable that changes: declare files and variables under "inputs"',
  'Declare a metric that cannot be the same each time, such as seconds: metrics: { seconds: { deterministic: false } }',
];

const whyStopped = (replayed: readonly Replayed[]): string[] => [
  ...new Set(replayed.flatMap(({ verdict }) => (verdict.kind === 'stopped' ? `Not replayed: ${verdict.reason}` : []))),
];
