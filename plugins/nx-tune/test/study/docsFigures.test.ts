import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderReportFigures } from '@nx-tune/report/figures';

import { openSweep } from '../../src/study/openSweep.js';
import { readResults } from '../../src/study/readResults.js';

const repository = join(__dirname, '../../../..');

/** The figures of a sweep, from its lock alone, as `npx nx-tune report` writes them. */
function figuresOf(project: string, name: string): ReadonlyMap<string, string> {
  const root = `workspace-example/${project}`;
  const location = { project, root, file: join(root, `${name}.tune.yaml`), name };
  return renderReportFigures(readResults(openSweep(location, repository), 'lock').report);
}

const committed = (name: string): string => readFileSync(join(repository, 'docs/figures', `${name}.svg`), 'utf8');

// Learning curves are in no lock.
test.each([
  ['digits', 'random', ['history', 'parallel', 'slices', 'contour', 'distribution', 'metrics']],
  ['digits', 'size', ['goals']],
  ['lecture', 'random', ['importance']],
  ['lecture', 'wave', ['model']],
])(
  'the figures of the documentation are those of the committed lock of %s (%s), byte for byte',
  (project, name, shown) => {
    const figures = figuresOf(project, name);
    expect([...figures.keys()]).toEqual(expect.arrayContaining(shown));
    for (const figure of shown) expect([figure, figures.get(figure) === committed(figure)]).toEqual([figure, true]);
  },
);
