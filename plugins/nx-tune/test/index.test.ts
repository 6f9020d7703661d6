import { createNodes, defineSweep } from '../src/index.js';

const loaded: string[] = [];
jest.mock('@nx/devkit', () => loaded.push('@nx/devkit') && {});
jest.mock('@nx-tune/search', () => loaded.push('@nx-tune/search') && {});

test('a sweep file that imports defineSweep loads nothing of Nx, and a command of Nx what it needs', async () => {
  const sweep = {
    objective: './o.ts',
    method: 'grid',
    metric: { name: 'loss' },
    parameters: { a: { value: 1 } },
  } as const;
  expect(defineSweep(sweep)).toBe(sweep);
  expect(loaded).toEqual([]);
  await Promise.resolve(createNodes[1]([], undefined, {} as never)).catch(() => undefined);
  expect(loaded).toContain('@nx-tune/search');
});
