import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { askedPaths } from '../../../src/cli/prune/askedPaths.js';
import { findLeftovers } from '../../../src/cli/prune/findLeftovers.js';
import { renderLeftovers } from '../../../src/cli/prune/renderLeftovers.js';
import { readSweepPlan } from '../../../src/inference/read/readSweepPlan.js';
import { readProject } from '../../../src/study/project.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const nothing = { paths: new Set<string>(), sweeps: new Set<string>() };
const inTune = (files: { readonly [path: string]: string }): string =>
  temporaryWorkspace(Object.fromEntries(Object.entries(files).map(([path, text]) => [`a/.tune/${path}`, text])));
const paths = (root: string, asked = nothing): string[] =>
  findLeftovers(root, 'a', asked).map(({ path }) => path.replace('a/.tune/', ''));

test('folders that sweeps ask for stay, and so do those of others', () => {
  const root = inTune({
    'trials/one/result.json': '{}',
    'trials/two/result.json': '{}',
    'slots/s-0/result.json': '{}',
    'asks/s-0/slot-0.json': '{}',
    'gates/x.json': '{}',
    'inputs/i/inputs.json': '{}',
    'tune/trials.json': '{}',
    'old/trials.json': '{}',
    'old/figures/a.svg': '<svg/>',
    'slurm/old/array.sh': '',
    'journal/one.json': '{}',
    'notes/mine.txt': 'keep',
  });
  const asked = { paths: new Set(['a/.tune/trials/one', 'a/.tune/inputs/i']), sweeps: new Set(['tune']) };
  expect(paths(root, asked)).toEqual(['trials/two', 'slots/s-0', 'asks/s-0', 'gates/x.json', 'slurm/old', 'old']);
  expect(findLeftovers(root, 'a', asked).find(({ kind }) => kind === 'sweep')?.bytes).toBe(8);
});

test('no link is followed, in whatever place it stands', () => {
  const elsewhere = temporaryWorkspace({ 'trials/precious/result.json': 'a long text' });
  const root = inTune({ 'trials/one/result.json': '{}' });
  symlinkSync(join(elsewhere, 'trials'), join(root, 'a/.tune/slots'));
  symlinkSync(join(elsewhere, 'trials/precious'), join(root, 'a/.tune/trials/link'));
  expect(paths(root)).toEqual(['trials/link', 'trials/one']);
  const linked = temporaryWorkspace({ 'a/project.json': '{}' });
  symlinkSync(elsewhere, join(linked, 'a/.tune'));
  expect(paths(linked)).toEqual([]);
});

test('a project without a .tune has nothing left over', () => {
  const root = temporaryWorkspace({ 'a/project.json': '{}' });
  expect(paths(root)).toEqual([]);
  expect(existsSync(join(root, 'a/.tune'))).toBe(false);
});

const sweeps = {
  grid: 'method: grid\nparameters: { x: { values: [1, 2] } }\n',
  tpe: 'method: tpe\nrun_cap: 5\nparameters: { x: { min: 0.0, max: 1 } }\n',
  ladder:
    'method: random\nrun_cap: 9\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9, eta: 3 }\nparameters: { x: { min: 0.0, max: 1 } }\n',
};

test.each(Object.entries(sweeps))('everything that a task of a %s writes is asked for', (_, text) => {
  const root = temporaryWorkspace({
    'a/project.json': '{"name":"a"}',
    'a/o.js': 'module.exports = () => 1;\n',
    'a/tune.yaml': `objective: o.js\nmetric: { name: loss }\n${text}`,
  });
  const owner = readProject(root, 'a');
  if (owner === undefined) throw new Error('it is a project');
  const plan = readSweepPlan(root, owner, 'a/tune.yaml');
  if (plan.kind === 'invalid') throw new Error(plan.problems.join('\n'));
  const asked = askedPaths(owner, [plan]);
  const folders = [
    ...plan.trials.map(({ id }) => `a/.tune/trials/${id}`),
    ...plan.slots.map(({ id }) => `a/.tune/slots/${id}`),
    ...plan.promotions.map(({ id }) => `a/.tune/promotions/${id}`),
    ...plan.promotions.flatMap(({ pairs }) => pairs.map(({ to }) => `a/.tune/gates/${to.id}.json`)),
  ];
  expect(folders.length).toBeGreaterThan(1);
  expect(folders.filter((folder) => !asked.has(folder))).toEqual([]);
  expect([...asked].filter((path) => path.startsWith('a/.tune/inputs/'))).toHaveLength(1);
  expect([...asked].every((path) => path.startsWith('a/.tune/'))).toBe(true);
});

test('as text', () => {
  const leftovers = findLeftovers(inTune({ 'trials/one/result.json': '{}' }), 'a', nothing);
  expect(renderLeftovers('a', leftovers, false)).toContain(
    '1 item that no sweep of a asks for, 1 trial among them, 2 B. Nothing has been removed: add --yes to remove it.\n',
  );
  expect(renderLeftovers('a', leftovers, true)).toContain('Removed: 1 item');
  expect(renderLeftovers('a', [], false)).toContain('Nothing under .tune of a is left over');
});
