import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import {
  createLock,
  formatImportedResults,
  formatLock,
  formatProblem,
  parseSweep,
  type Sweep,
  type TrialResult,
} from '@nx-tune/sweep';

import { readSweep } from '../../src/study/readSweep.js';
import { readWarmStart } from '../../src/study/readWarmStart.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const text =
  'objective: o.js\nmethod: tpe\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1 } }\nrun_cap: 4\n';
const file = (from: string): string => `${text}from: ${from}\n`;
function sweepOf(source: string): Sweep {
  const parsed = parseSweep('tune', 'apps/a/tune.yaml', source);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}
const result = (x: number): TrialResult => ({
  schemaVersion: 1,
  id: String(x),
  params: { x },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: x },
});
const lock = formatLock(createLock(sweepOf(text), [result(0.5), result(0.25), result(2)]));
const project = { 'apps/a/project.json': '{"name":"a"}', 'apps/a/o.js': 'module.exports = () => 1;\n' };
const inWorkspace = (from: string, files: { readonly [path: string]: string }): ReturnType<typeof readSweep> =>
  readSweep(temporaryWorkspace({ ...project, ...files, 'apps/a/tune.yaml': file(from) }), 'apps/a', 'apps/a/tune.yaml');

test('locks of the project and of the workspace are read; what cannot be learnt from is told', () => {
  for (const [from, path] of [
    ['other.tune.yaml', 'apps/a/other.tune.lock.json'],
    ["'{workspaceRoot}/apps/b/tune.yaml'", 'apps/b/tune.lock.json'],
  ] as const) {
    const read = inWorkspace(from, { [path]: lock });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    expect(read.sweep.warmStart?.results.map(({ loss }) => loss)).toEqual([0.25, 0.5]);
    expect(read.notices).toEqual([
      '1 of 3 results under "from" are not used: they lie outside the space, have another budget, or lack the metric',
    ]);
    expect(read.slots).toHaveLength(4);
  }
});

const imported = formatImportedResults({
  schemaVersion: 1,
  source: { kind: 'csv', file: 'results.csv' },
  metric: { name: 'loss' },
  trials: [0.75, 0.5, 3].map((x) => ({ params: { x }, outcome: { kind: 'completed' }, metrics: { loss: x } })),
});

test('imported results are learnt from like those of a lock, and with them', () => {
  const files = { 'apps/a/results.tune.known.json': imported, 'apps/a/other.tune.lock.json': lock };
  const read = inWorkspace('[results.tune.known.json, other.tune.yaml]', files);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  expect(read.sweep.warmStart?.results.map(({ loss }) => loss)).toEqual([0.25, 0.5, 0.75]);
  expect(read.trials).toEqual([]);
});

test.each<[string, string | undefined, string]>([
  [
    'absent',
    undefined,
    'apps/a/tune.yaml:6 from: "from" needs imported results, but apps/a/results.tune.known.json does not exist. "npx nx-tune import" writes them.',
  ],
  ['cut short', imported.slice(0, 100), 'apps/a/results.tune.known.json cannot be read: it is not JSON'],
  ['a lock', lock, 'cannot be read: it does not contain imported results'],
  ['edited', imported.replace('0.75', '0.7'), 'cannot be read: it was edited after "nx-tune import" had written it'],
  [
    'of another metric',
    imported.replaceAll('"loss"', '"error"').replace(/"digest":"\w+",/, ''),
    'its metric is error, not loss',
  ],
])('imported results that are %s are a problem', (_, content, message) => {
  const files = content === undefined ? undefined : { 'apps/a/results.tune.known.json': content };
  const read = inWorkspace('results.tune.known.json', files ?? {});
  expect(read).toEqual({ ok: false, problems: [expect.stringContaining(message)] });
});

test.each<[string, { readonly [path: string]: string }, string]>([
  [
    'is absent',
    {},
    'apps/a/tune.yaml:6 from: "from" needs the lock of a sweep, but apps/a/other.tune.lock.json does not exist. Run that sweep first, and commit its lock.',
  ],
  ['is a folder', { 'apps/a/other.tune.lock.json/x': '' }, 'apps/a/other.tune.lock.json does not exist'],
  ['is none', { 'apps/a/other.tune.lock.json': '{}' }, 'cannot be read: it is not a lock'],
  [
    'was edited',
    { 'apps/a/other.tune.lock.json': lock.replace('"loss":0.25', '"loss":0.2') },
    'the line of trial 0.25 was edited',
  ],
  ['is too large', { 'apps/a/other.tune.lock.json': ' '.repeat(5_000_001) }, 'is too large'],
  [
    'is of another objective',
    { 'apps/a/other.tune.lock.json': formatLock(createLock(sweepOf(text.replace('o.js', 'p.js')), [result(1)])) },
    '"from" names sweeps of the same objective, whose trials returned the metric, but apps/a/other.tune.lock.json: its objective is different.',
  ],
])('a lock that %s is a problem', (_, files, message) => {
  const read = inWorkspace('other.tune.yaml', files);
  expect(read).toEqual({ ok: false, problems: [expect.stringContaining(message)] });
});

test('a link does not leave the workspace', () => {
  const [outside, root] = [temporaryWorkspace({ 'a.json': lock }), temporaryWorkspace(project)];
  symlinkSync(join(outside, 'a.json'), join(root, 'apps/a/other.tune.lock.json'));
  expect(readWarmStart(root, 'apps/a', sweepOf(file('other.tune.yaml')))).toMatchObject({
    problem: { found: 'apps/a/other.tune.lock.json is a link that leaves the workspace' },
  });
});

test('a sweep does not start from its own lock, by whatever path', () => {
  const read = inWorkspace("'{workspaceRoot}/apps/a/tune.yaml'", { 'apps/a/tune.lock.json': lock });
  expect(read).toEqual({
    ok: false,
    problems: [expect.stringContaining('a sweep does not start from its own results')],
  });
});
