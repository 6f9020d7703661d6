import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { Sweep } from '@nx-tune/sweep';

import { type Cases, readCaseInputs } from '../../../src/inference/read/caseInputs.js';
import { inputsOfAll } from '../../../src/inference/read/inputsOfAll.js';
import { casesDigest } from '../../../src/inference/targets/casesDigest.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const outer = temporaryWorkspace({
  'elsewhere.cnf': '',
  'ws/apps/a/data/a.cnf': '',
  'ws/apps/a/data/x[1].cnf': '',
  'ws/apps/a/folder/file.txt': '',
  'ws/shared/s.cnf': '',
});
const root = join(outer, 'ws');
symlinkSync('../../shared/s.cnf', join(root, 'apps/a/link.cnf'));
const project = { name: 'a', root: 'apps/a', hasPackageJson: false };

const read = (cases: Sweep['cases'], caseFiles?: Sweep['caseFiles']): Cases =>
  readCaseInputs(root, project, { cases, caseFiles } as unknown as Sweep);
const globsOf = (one: string | object): string[] =>
  [...read([one] as Sweep['cases']).inputs.values()].flatMap(({ declared }) =>
    declared.map((input) => (input.kind === 'files' ? input.glob : '')),
  );

test.each<[string | object, string[]]>([
  ['data/a.cnf', ['apps/a/data/a.cnf']],
  ['data/x[1].cnf', ['apps/a/data/x\\[1\\].cnf']],
  ['../../shared/s.cnf', ['shared/s.cnf']],
  ['folder', ['apps/a/folder/**/*']],
  [{ train: { file: 'data/a.cnf' }, fold: 3 }, ['apps/a/data/a.cnf']],
  ['.', []],
  ['../..', []],
  ['nothing here', []],
  ['a\0b', []],
])('the case %j names %j', (one, globs) => expect(globsOf(one)).toEqual(globs));

test('a link is followed, and a file outside of the workspace is read', () => {
  const { inputs } = read(['link.cnf', '../../../elsewhere.cnf']);
  expect(inputs.get('"link.cnf"')?.unseen).toMatchObject({ files: ['shared/s.cnf'] });
  expect(inputs.get('"../../../elsewhere.cnf"')).toMatchObject({
    declared: [],
    unseen: { outside: ['../elsewhere.cnf'] },
  });
});

test('only entries under "files" are kept from the trials on other cases', () => {
  expect(read(['data/a.cnf']).globs).toEqual([]);
  expect(read(['data/a.cnf'], [{ kind: 'files', glob: 'data/*.cnf', from: 'project' }]).globs).toEqual([
    'apps/a/data/*.cnf',
  ]);
  expect(read([], [{ kind: 'files', glob: 'data/x[1].cnf', from: 'project' }]).globs).toEqual([
    'apps/a/data/x\\[1\\].cnf',
  ]);
});

test('the digest changes with the cases', () => {
  const digestOf = (cases: Sweep['cases']): string => casesDigest({ cases } as unknown as Sweep, read(cases));
  expect(digestOf(['data/a.cnf'])).not.toBe(digestOf(['data/a.cnf', 'data/x[1].cnf']));
  expect(digestOf(['data/a.cnf'])).toBe(digestOf(['data/a.cnf']));
});

test('declared inputs that are cases, too, are named', () => {
  const inputs: Sweep['inputs'] = [
    { kind: 'files', glob: 'other/*', from: 'project' },
    { kind: 'files', glob: 'data/*', from: 'project' },
  ];
  const cases = read(['data/a.cnf'], [{ kind: 'files', glob: 'data/*.cnf', from: 'project' }]);
  expect(inputsOfAll(project, { inputs } as unknown as Sweep, cases)).toEqual([
    'inputs[1] matches apps/a/data/a.cnf, which is a case: a change of it runs the trials on all cases again',
  ]);
  expect(inputsOfAll(project, { inputs } as unknown as Sweep, read(['data/a.cnf']))).toEqual([]);
});
