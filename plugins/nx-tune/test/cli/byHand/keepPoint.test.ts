import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { handTrials } from '@nx-tune/sweep';

import { isPoint, keepPoint } from '../../../src/cli/byHand/keepPoint.js';
import { type OpenSweep, openSweep } from '../../../src/study/openSweep.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const base = { 'nx.json': '{}', 'apps/a/project.json': '{"name":"a"}', 'apps/a/o.js': '' };
const text =
  '# Mine\nobjective: o.js\nmethod: random\nrun_cap: 3\nmetric: { name: loss }\nparameters:\n  x: { min: 0.0, max: 1.0 } # how far\n  l2: { value: 5 }\n';

function opened(file: string, source: string): { readonly workspace: string; readonly found: OpenSweep } {
  const workspace = temporaryWorkspace({ ...base, [`apps/a/${file}`]: source });
  return {
    workspace,
    found: openSweep({ project: 'a', root: 'apps/a', file: `apps/a/${file}`, name: 'tune' }, workspace),
  };
}

const params = { x: 0.25, l2: 5 };
const keep = ({ workspace, found }: ReturnType<typeof opened>, point = params): ReturnType<typeof keepPoint> =>
  keepPoint(workspace, found, point, handTrials(found.sweep, point));

test('a point is added once, and nothing else changes', () => {
  const first = opened('tune.yaml', text);
  expect(keep(first)).toEqual({ kind: 'kept', key: 'points' });
  const path = join(first.workspace, first.found.file);
  expect(readFileSync(path, 'utf8')).toBe(`${text}points:\n  - { x: 0.25 }\n`);
  const again = { ...first, found: openSweep(first.found, first.workspace) };
  expect(isPoint(again.found.sweep, params)).toBe(true);
  expect(keep(again)).toEqual({ kind: 'already', key: 'points' });
  expect(readFileSync(path, 'utf8')).toBe(`${text}points:\n  - { x: 0.25 }\n`);
  expect(again.found.trials[0]?.id).toBe(handTrials(first.found.sweep, params)[0]?.id);
});

test('it is added in TypeScript, too, and where there is no clear place it is shown', () => {
  const source = (points: string): string =>
    `import { defineSweep } from 'nx-tune';\n${points}export default defineSweep({\n  objective: 'o.js',\n  method: 'random',\n  metric: { name: 'loss' },\n  parameters: { x: { min: 0, max: 1, distribution: 'uniform' }, l2: { value: 5 } },\n${points === '' ? '' : '  points: all,\n  run_cap: all.length,\n'}});\n`;
  const clear = opened('tune.config.ts', source(''));
  expect(keep(clear)).toEqual({ kind: 'kept', key: 'points' });
  expect(readFileSync(join(clear.workspace, clear.found.file), 'utf8')).toContain('points: [{ x: 0.25 }]');
  const json = opened(
    'tune.json',
    '{ "objective": "o.js", "method": "random", "metric": { "name": "loss" }, "parameters": { "x": { "min": 0.0, "max": 1.5 }, "l2": { "value": 5 } } }',
  );
  expect(keep(json)).toEqual({ kind: 'kept', key: 'points' });
  const alias = opened('tune.yaml', `${text}points: &known\n  - { x: 0.5 }\nexclude: *known\n`);
  const before = readFileSync(join(alias.workspace, alias.found.file), 'utf8');
  expect(keep(alias)).toEqual({ kind: 'by hand', key: 'points', point: '{ x: 0.25 }' });
  expect(readFileSync(join(alias.workspace, alias.found.file), 'utf8')).toBe(before);
});

test('a point outside of the search space becomes a baseline with a name of its own', () => {
  const first = opened('tune.yaml', text);
  const outside = { x: 2, l2: 5 };
  expect(keep(first, outside)).toEqual({ kind: 'kept', key: 'baselines', isInside: false, baseline: 'by hand 1' });
  const path = join(first.workspace, first.found.file);
  expect(readFileSync(path, 'utf8')).toBe(`${text}baselines:\n  by hand 1: { params: { x: 2 } }\n`);
  const again = { ...first, found: openSweep(first.found, first.workspace) };
  expect(keep(again, outside)).toEqual({ kind: 'already', key: 'baselines', isInside: false, baseline: 'by hand 1' });
  expect(keep(again, { x: 0.5, l2: 6 })).toMatchObject({ kind: 'kept', baseline: 'by hand 2' });
  expect(readFileSync(path, 'utf8')).toContain('  by hand 2: { params: { x: 0.5, l2: 6 } }\n');
  const alias = opened('tune.yaml', `${text}baselines: &all { old: { params: { x: 1 } } }\n`);
  expect(keep(alias, { x: 1, l2: 5 })).toMatchObject({ kind: 'already', isInside: true, baseline: 'old' });
});

test('a file that extends another one keeps what it has from there', () => {
  const workspace = temporaryWorkspace({
    ...base,
    'base.yaml': text.replace('objective: o.js\n', '').replace('# Mine\n', 'points:\n  - { x: 0.5 }\n'),
    'bare.yaml': text.replace('objective: o.js\n', ''),
    'apps/a/tune.yaml': 'extends: ../../bare.yaml\nobjective: o.js\n',
    'apps/a/more.tune.yaml': 'extends: ../../base.yaml\nobjective: o.js\n',
  });
  const open = (file: string, name: string): OpenSweep =>
    openSweep({ project: 'a', root: 'apps/a', file: `apps/a/${file}`, name }, workspace);
  expect(keep({ workspace, found: open('tune.yaml', 'tune') })).toMatchObject({ kind: 'kept' });
  expect(keep({ workspace, found: open('more.tune.yaml', 'more') })).toMatchObject({ kind: 'by hand' });
});

test('two that are kept at once get different names', () => {
  const first = opened('tune.yaml', text);
  expect(keep(first, { x: 2, l2: 5 })).toMatchObject({ baseline: 'by hand 1' });
  expect(keep(first, { x: 3, l2: 5 })).toMatchObject({ kind: 'kept', baseline: 'by hand 2' });
});
