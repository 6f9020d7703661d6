import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { brokenLinks } from '../src/brokenLinks.js';
import { compileErrors } from '../src/compileErrors.js';
import { differsFromFile } from '../src/differsFromFile.js';
import { targetsOf } from '../src/lookUp/targetsOf.js';
import { unknownWords } from '../src/lookUp/unknownWords.js';
import { missingSources } from '../src/missingSources.js';
import { parsePage } from '../src/parsePage.js';
import { pageFiles, repository } from '../src/repository.js';
import { sweepProblems } from '../src/sweepProblems.js';

const pages = pageFiles().map((file) => parsePage(file, readFileSync(join(repository, file), 'utf8')));

test('links between pages, and to files of the repository, lead somewhere', () => {
  expect(pages.flatMap((page) => brokenLinks(page, pages))).toEqual([]);
});

test.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s names source files that exist', (page) =>
  expect(missingSources(page)).toEqual([]),
);

test('every page is linked from the index, or from the front page', () => {
  const linked = ['README.md', 'docs/README.md'].flatMap((file) =>
    pages
      .filter((page) => page.file === file)
      .flatMap(({ links }) => links.map(({ target }) => join(file, '..', target))),
  );
  const docs = pages.map(({ file }) => file).filter((file) => file.startsWith('docs/'));
  expect(docs.filter((file) => !linked.includes(file))).toEqual([]);
});

test('sweep files that pages show are sweeps, and parts of them have known keys', () => {
  const problems = pages.flatMap(({ file, steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'file' && step.kind !== 'show') return [];
      return sweepProblems(step.language, step.text).map((problem) => `${file}:${step.line} ${problem}`);
    }),
  );
  expect(problems).toEqual([]);
});

test('files of the repository that pages show are shown as they are', () => {
  const problems = pages.flatMap(({ file, steps }) =>
    steps.flatMap((step) => {
      const problem = step.kind === 'file' ? differsFromFile(step.path, step.text) : undefined;
      return problem === undefined ? [] : [`${file}:${step.line} ${problem}`];
    }),
  );
  expect(problems).toEqual([]);
});

test('commands that pages show and do not run have verbs, targets and options that exist', () => {
  const problems = pages.flatMap((page) =>
    page.steps.flatMap((step) => {
      if (step.kind !== 'not run' || step.nevertheless === 'nothing') return [];
      const problem = unknownWords(step.script, targetsOf(page));
      return problem === undefined ? [] : [`${page.file}:${step.line} ${problem}`];
    }),
  );
  expect(problems).toEqual([]);
});

test('TypeScript that pages show with nx-tune compiles, and what does not is found', () => {
  const text = "import type { Trial } from 'nx-tune';\nexport default (_: object, trial: Trial) => trial.rgn();\n";
  const page = parsePage('wrong.md', `\`\`\`ts\n${text}\`\`\`\n`);
  expect(compileErrors([...pages, page])).toEqual([
    expect.stringMatching(/^\/wrong\.md\/.*Property 'rgn' does not exist on type 'Trial'/),
  ]);
});
