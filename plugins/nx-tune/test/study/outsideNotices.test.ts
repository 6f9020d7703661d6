import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseSweep } from '@nx-tune/sweep';

import { outsideNotices } from '../../src/study/outsideNotices.js';

const root = mkdtempSync(join(tmpdir(), 'outside-'));
writeFileSync(join(root, 'own'), '');
mkdirSync(join(root, 'pkg'));
writeFileSync(join(root, 'pkg/fit.py'), '');
afterAll(() => rmSync(root, { recursive: true }));

function notices(program: string, command: string): string[] {
  const text = `program: ${program}\ncommand: ${command}\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { value: 1 } }\n`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return outsideNotices(parsed.value.objective, root, '.');
}

test.each(["['${env}', '${program}', '${args}']", "['${program}', '${args}']"])(
  'a program on the PATH is noted, since nothing of it is hashed: %s',
  (command) => expect(notices('fit-it', command)).toEqual([expect.stringContaining('fit-it is one on the PATH')]),
);

test('a module that is not in the project is noted', () =>
  expect(notices('elsewhere.fit', "[python3, -m, '${program}', '${args}']")).toEqual([
    expect.stringContaining('elsewhere.fit is a module outside of the project'),
  ]));

test.each([
  ['pkg', "[python3, -m, '${program}', '${args}']"],
  ['own', "['${env}', '${program}', '${args}']"],
  ['pkg.fit', "[python3, -m, '${program}', '${args}']"],
  ['label', "[python3, own, '${args}']"],
  ['./fit.py', "['${program}', '${args}']"],
])('%s as %s is not', (program, command) => expect(notices(program, command)).toEqual([]));

test('a program outside of the workspace is noted', () =>
  expect(notices('../fit.py', "['${program}', '${args}']")).toEqual([
    expect.stringContaining('outside of the workspace'),
  ]));
