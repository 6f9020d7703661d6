import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderReportFigures } from '@nx-tune/report/figures';
import { parseLock } from '@nx-tune/sweep';

import { readSweep } from '../../src/study/readSweep.js';
import { knownSoFar } from '../../src/study/sweepSoFar.js';
import { createTrialReader } from '../../src/study/trialReader.js';

/** `npx nx-tune report digits --sweep random`, from the lock alone: learning curves are in no lock. */
test('the figures of the documentation are those of the committed lock, byte for byte', () => {
  const repository = join(__dirname, '../../../..');
  const root = 'workspace-example/digits';
  const read = readSweep(repository, root, join(root, 'random.tune.yaml'));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const parsed = parseLock(readFileSync(join(repository, root, 'random.tune.lock.json'), 'utf8'));
  if (!('lock' in parsed)) throw new Error(parsed.problem);
  const titles = { project: 'digits', file: join(root, 'random.tune.yaml') };
  const { report } = knownSoFar(read, createTrialReader(repository, read.sweep, []), titles, parsed.lock);
  const figures = renderReportFigures(report);
  expect([...figures.keys()]).toEqual(['history', 'importance', 'parallel', 'slices', 'contour', 'distribution']);
  for (const [name, svg] of figures)
    expect([name, readFileSync(join(repository, 'docs/figures', `${name}.svg`), 'utf8') === svg]).toEqual([name, true]);
});
