import { hypervolume } from '@nx-tune/search';

import { problems } from '../../goals/problems.mjs';
import { report } from '../../goals/report.mjs';

/** Points of the true front: the first variable moves along it, and the others are best at a constant. */
function bestVolume(name: keyof typeof problems, rest: number, count = 501): number {
  const problem = problems[name];
  const points = Array.from({ length: count }, (_, index) => {
    const others = Array<number>(problem.variables - 1).fill(rest);
    return problem.evaluate([index / (count - 1), ...others]);
  });
  const feasible = points.filter(({ violations }) => violations.every((size) => size <= 1e-12));
  return hypervolume(
    feasible.map(({ losses }) => losses),
    problem.reference,
  );
}

test.each([
  ['ZDT1', 0, 120.67],
  ['ZDT2', 0, 120.33],
  ['ZDT3', 0, 128.78],
  ['DTLZ2', 0.5, 0.4246],
  ['C2-DTLZ2', 0.5, 0.3823],
] as const)('the front of %s has the hypervolume that is known', (name, rest, volume) => {
  expect(bestVolume(name, rest) / volume).toBeCloseTo(1, 2);
});

test('the table has means and deviations of our runs and of others', () => {
  const runs = [1, 3].map((volume) => ({
    method: 'gp',
    generation: 4,
    problem: 'ZDT1',
    volumes: [volume, volume + 1],
    cpuMs: 2,
  }));
  const others = Object.fromEntries(Object.keys(problems).map((name) => [name, [[5, 6]]]));
  const table = report(runs, { version: 'Other 1.0', rows: [{ method: 'Peer', problems: others }] });
  expect(table).toContain('| method | generation | ZDT1, 100 | ZDT1, 200 |');
  expect(table).toContain('| **gp** | 4 | 2 ± 1.4 | 3 ± 1.4 |');
  expect(table).toContain('| Peer (Other 1.0) |  | 5 ± 0 | 6 ± 0 |');
});
