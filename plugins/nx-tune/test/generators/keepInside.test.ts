import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { keepInside } from '../../src/generators/keepInside.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const outside = temporaryWorkspace({ 'precious.yaml': 'precious' });
const root = temporaryWorkspace({ 'apps/a/project.json': '{}', 'apps/real.yaml': 'real' });
const link = (target: string, path: string): void => symlinkSync(target, join(root, path));
const write = (path: string): void =>
  keepInside({ root, listChanges: () => [{ path, type: 'CREATE', content: Buffer.from('') }] });

beforeAll(() => {
  link(join(outside, 'precious.yaml'), 'apps/a/tune.yaml');
  link(join(outside, 'absent.yaml'), 'apps/a/dangling.tune.yaml');
  link(outside, '.github');
  link('../../../absent.yaml', 'apps/a/relative.tune.yaml');
  link('../real.yaml', 'apps/a/inside.tune.yaml');
  link('new.yaml', 'apps/a/new.tune.yaml');
  link('circle.tune.yaml', 'apps/a/circle.tune.yaml');
  link('relative.tune.yaml', 'apps/a/second.tune.yaml');
  mkdirSync(join(root, 'apps/..b'));
});

test.each([
  ['apps/a/tune.yaml', join(outside, 'precious.yaml')],
  ['apps/a/dangling.tune.yaml', join(outside, 'absent.yaml')],
  ['.github/workflows/tune-a.yml', join(outside, 'workflows/tune-a.yml')],
  ['apps/a/relative.tune.yaml', join(dirname(root), 'absent.yaml')],
  ['apps/a/second.tune.yaml', join(dirname(root), 'absent.yaml')],
])('%s would lie outside of the workspace', (path, target) => {
  expect(() => write(path)).toThrow(`${path} is not written: a link on its way leaves the workspace, to ${target}.`);
});

test('a link that leads to itself', () => {
  expect(() => write('apps/a/circle.tune.yaml')).toThrow('its link leads to itself');
});

test.each([
  'apps/a/inside.tune.yaml',
  'apps/a/new.tune.yaml',
  'apps/b/deep/tune.yaml',
  'apps/..b/tune.yaml',
  '..c.yaml',
])('%s lies inside', (path) => expect(() => write(path)).not.toThrow());

test('a workspace whose own path is a link, and one that does not exist', () => {
  const own = join(outside, 'workspace');
  symlinkSync(root, own);
  const listChanges = () => [{ path: 'nx.json', type: 'CREATE' as const, content: Buffer.from('') }];
  expect(() => keepInside({ root: own, listChanges })).not.toThrow();
  expect(() => keepInside({ root: join(root, basename(outside)), listChanges })).not.toThrow();
});
