import type { CreateDependenciesContext, CreateNodesContext } from '@nx/devkit';

import { createDependencies, createNodes } from '../src/index.js';
import { temporaryWorkspace } from './support/temporaryWorkspace.js';

/** They are in archives there, and would break every command of Nx. */
jest.mock('oxc-parser', () => {
  throw new Error('Cannot find module');
});
jest.mock('oxc-resolver', () => {
  throw new Error('Cannot find module');
});

beforeEach(() => Object.defineProperty(process.versions, 'pnp', { value: '3', configurable: true }));
afterEach(() => Reflect.deleteProperty(process.versions, 'pnp'));

test("under Yarn's Plug'n'Play a sweep says what to do, and other commands of Nx work", async () => {
  const root = temporaryWorkspace({ 'apps/a/project.json': '{"name":"a"}', 'apps/a/tune.yaml': 'method: grid\n' });
  const files = ['apps/a/tune.yaml', 'apps/a/big.tune.yaml', 'apps/a/.tune/tune.yaml'];
  const nodes = await createNodes[1](files, undefined, { workspaceRoot: root } as CreateNodesContext);
  const targets = nodes.flatMap(([, { projects = {} }]) => Object.entries(projects['apps/a']?.targets ?? {}));
  const sweeps = targets.filter(([, { metadata }]) => metadata?.['sweep'] !== undefined);
  expect(sweeps.map(([name, { metadata }]) => [name, metadata?.['sweep'] as unknown])).toEqual(
    ['tune', 'tune-big'].map((name, index) => [
      name,
      {
        problems: [
          `${files[index]}: nx-tune does not work with Yarn's Plug'n'Play: it must find the packages that an objective imports on disk. Write "nodeLinker: node-modules" into .yarnrc.yml, and run "yarn install".`,
        ],
      },
    ]),
  );
  expect(await createDependencies(undefined, {} as CreateDependenciesContext)).toEqual([]);
});
