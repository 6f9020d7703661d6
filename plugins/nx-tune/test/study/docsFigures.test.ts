import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderReportFigures } from '@nx-tune/report/figures';

import { openSweep } from '../../src/study/openSweep.js';
import { readResults } from '../../src/study/readResults.js';

/** `npx nx-tune report digits --sweep random`, from the lock alone: learning curves are in no lock. */
test('the figures of the documentation are those of the committed lock, byte for byte', () => {
  const repository = join(__dirname, '../../../..');
  const root = 'workspace-example/digits';
  const location = { project: 'digits', root, file: join(root, 'random.tune.yaml'), name: 'random' };
  const { report } = readResults(openSweep(location, repository), 'lock');
  const figures = renderReportFigures(report);
  expect([...figures.keys()]).toEqual([
    'history',
    'importance',
    'parallel',
    'slices',
    'contour',
    'distribution',
    'metrics',
  ]);
  for (const [name, svg] of figures)
    expect([name, readFileSync(join(repository, 'docs/figures', `${name}.svg`), 'utf8') === svg]).toEqual([name, true]);
});
