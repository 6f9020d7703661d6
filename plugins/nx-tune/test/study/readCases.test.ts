import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseSweep, type Sweep } from '@nx-tune/sweep';

import { readCases } from '../../src/study/readCases.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const root = temporaryWorkspace({
  'apps/a/tune.yaml': '',
  'apps/a/data.tune.yaml': '',
  'apps/a/data/b.cnf': '',
  'apps/a/data/a.cnf': '',
  'apps/a/data/deep/c.cnf': '',
  'apps/a/data/x[1].cnf': '',
  'apps/a/data/.tune/hidden.cnf': '',
  'apps/a/-dash.cnf': '',
  'shared/s.cnf': '',
});
symlinkSync('../data', join(root, 'apps/a/data/loop'));
symlinkSync('../../../shared', join(root, 'apps/a/data/linked'));

function sweepOf(files: string): Sweep {
  const text = `objective: o.ts\nmethod: grid\nmetric: { name: l }\nparameters: { x: { values: [1] } }\ncases: { files: ${files} }\n`;
  const parsed = parseSweep('tune', 'a/tune.yaml', text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.rule);
  return parsed.value;
}

const casesOf = (files: string) => {
  const read = readCases(root, 'apps/a', sweepOf(files));
  return 'problem' in read ? `${read.problem.path}: ${read.problem.found}` : read.sweep.cases;
};

test.each([
  ['data/*.cnf', ['data/a.cnf', 'data/b.cnf', 'data/x[1].cnf']],
  ["['data/b.cnf', 'data/*.cnf']", ['data/b.cnf', 'data/a.cnf', 'data/x[1].cnf']],
  ["'data/x[1].cnf'", ['data/x[1].cnf']],
  ["'data/deep/**'", ['data/deep/c.cnf']],
  ["'data/linked/*'", ['data/linked/s.cnf']],
  ["'*'", ['./-dash.cnf']],
  ["'{workspaceRoot}/shared/*.cnf'", ['../../shared/s.cnf']],
])('%s', (files, expected) => expect(casesOf(files)).toEqual(expected));

test.each([
  ['data/*.txt', 'cases.files: "data/*.txt" matches none'],
  ["['data/*.cnf', nothing.cnf]", 'cases.files[1]: "nothing.cnf" does not exist'],
  ['data', 'cases.files: "data" is a folder'],
])('%s has a message', (files, message) => expect(casesOf(files)).toBe(message));

test('a name that other systems read as another one is refused', () => {
  mkdirSync(join(root, 'apps/a/odd'));
  writeFileSync(join(root, 'apps/a/odd/new\nline.cnf'), '');
  expect(casesOf('odd/*')).toBe('cases.files: it is "apps/a/odd/new\\nline.cnf"');
});

test('a list of values is what it is', () => {
  const sweep = { ...sweepOf('data/*'), caseFiles: undefined, cases: ['data/*.cnf'] } as unknown as Sweep;
  expect(readCases(root, 'apps/a', sweep)).toEqual({ sweep });
});
