import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createCurves, type Curve, formatCurves, parseSweep, type Sweep } from '@nx-tune/sweep';

import { withMedians } from '../../src/study/withMedians.js';

const projectDir = mkdtempSync(join(realpathSync(tmpdir()), 'nx-tune-medians-'));
afterAll(() => rmSync(projectDir, { recursive: true, force: true }));

function sweepOf(stop: string): Sweep {
  const text = `objective: o.ts\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { value: 1 } }\nstop: ${stop}\n`;
  const parsed = parseSweep('fast', 'fast.tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const write = (name: string, goal: 'minimize' | 'maximize', ...curves: Curve[]): void =>
  writeFileSync(
    join(projectDir, `${name}.tune.curves.json`),
    formatCurves(createCurves({ name: 'loss', goal }, curves)),
  );

test('the medians are put into the rule, and nothing else of the file', () => {
  write('good', 'minimize', [{ step: 1, value: 4 }], [{ step: 1, value: 2 }]);
  expect(withMedians(sweepOf('{ median: good }'), projectDir)).toMatchObject({ stop: { medians: [[1, 3]] } });
  const sweep = sweepOf('{ patience: 2 }');
  expect(withMedians(sweep, projectDir)).toBe(sweep);
});

test('a lock that cannot be compared with is a problem', () => {
  write('empty', 'minimize');
  write('other', 'maximize', [{ step: 1, value: 4 }]);
  const found = (median: string): string => JSON.stringify(withMedians(sweepOf(`{ median: ${median} }`), projectDir));
  expect(found('none')).toContain('it does not exist');
  expect(found('other')).toContain('maximize loss');
  expect(found('empty')).toContain('has no medians');
  expect(found('fast')).toContain('is the name of another sweep');
});
