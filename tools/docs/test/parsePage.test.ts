import { parsePage } from '../src/parsePage.js';

const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

test('a block of commands is run, and the block below it is its output', () => {
  const { steps } = parsePage(
    'a.md',
    `# A\n\n${fence('sh', 'nx tune a  # again')}\n${fence('', 'done')}\n${fence('', 'a tree')}`,
  );
  expect(steps).toEqual([
    { kind: 'run', line: 3, script: 'nx tune a  # again\n', exitCode: 0, output: 'done\n' },
    { kind: 'show', line: 11, language: '', text: 'a tree\n' },
  ]);
});

test('a first line that is a path names a file, or what is edited', () => {
  const text = `${fence('yaml', '# a/tune.yaml\nseed: 1')}\n${fence('diff', '# a/tune.yaml\n method: grid\n-seed: 1\n+seed: 2')}`;
  expect(parsePage('a.md', text).steps).toEqual([
    { kind: 'file', line: 1, language: 'yaml', path: 'a/tune.yaml', text: 'seed: 1\n' },
    { kind: 'edit', line: 6, path: 'a/tune.yaml', from: 'method: grid\nseed: 1\n', to: 'method: grid\nseed: 2\n' },
  ]);
});

test('comments say where a page runs, what does not run and how a command ends', () => {
  const page = parsePage(
    'a.md',
    `<!-- workspace: empty -->\n<!-- needs: true -->\n\n<!-- not run: needs a cluster -->\n\n${fence('sh', 'sbatch a')}\n<!-- exit code: 1 -->\n\n${fence('sh', 'false')}`,
  );
  expect(page).toMatchObject({
    workspace: 'empty',
    steps: [
      { kind: 'not run', reason: 'needs a cluster', nevertheless: 'nothing', script: 'sbatch a\n' },
      { kind: 'run', exitCode: 1 },
    ],
  });
});

test.each(['not run:', 'not run: why', 'workspace: nowhere', 'nor run: there is no cluster'])(
  'a comment that is not understood is an error: %s',
  (comment) => {
    expect(() => parsePage('a.md', `<!-- ${comment} -->\n`)).toThrow(
      `a.md:1 "${comment}" is not a comment that the tests know`,
    );
  },
);

test('headings have the anchors that GitHub gives them', () => {
  expect(parsePage('a.md', '## `points`: try these first\n\n## Cores & GPUs\n').anchors).toEqual([
    'points-try-these-first',
    'cores--gpus',
  ]);
});
