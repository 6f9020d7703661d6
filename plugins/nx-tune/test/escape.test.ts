import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { githubBranch, githubName, githubText } from '../src/escape/githubText.js';
import { shellWord } from '../src/escape/shellWord.js';

const hostile = [
  'plain',
  '$(touch pwned)',
  '`id`; echo "x" && \'y\' | z > w',
  "it's",
  '${{ github.token }}',
  '$HOME ~ * ? [a] {b,c} !! #',
  '-n',
  '',
  'ends with \\',
];

test.each(hostile)('a shell takes %j as one word that means itself', (text) => {
  const said = execFileSync('sh', ['-c', `printf '%s.' ${shellWord(text)}`], { encoding: 'utf8' });
  expect(said).toBe(`${text}.`);
});

/** Evaluates a value as GitHub does: each expression here is a text in quotes. */
const evaluated = (value: string): string => value.replace(/\$\{\{ '([^']*)' \}\}/g, '$1');

test.each(hostile)('GitHub gives a shell %j as it is', (text) => {
  const value = githubText(shellWord(text));
  expect(value.replaceAll("${{ '${{' }}", '')).not.toContain('${{');
  expect(evaluated(value)).toBe(shellWord(text));
  expect(githubName(text)).not.toContain('${{');
});

test('characters of globs in a branch are those of its name', () => {
  expect(githubBranch('release/[1]*+?!x')).toBe('release/\\[1\\]\\*\\+\\?\\!x');
  expect(githubBranch('main')).toBe('main');
});

const src = join(__dirname, '../src');
const files = (readdirSync(src, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
const using = (pattern: RegExp): string[] =>
  files
    .filter((file) => pattern.test(readFileSync(join(src, file), 'utf8')))
    .map((file) => relative('', file).replaceAll('\\', '/'))
    .toSorted();

test('messages reach the error output only through complain, or escaped', () => {
  expect(using(/stderr\.write\(/)).toEqual(['escape/complain.ts', 'run/prepareRun.ts']);
  expect(readFileSync(join(src, 'run/prepareRun.ts'), 'utf8')).toContain('stderr.write(escapeLines(');
});

test('no file has its own way of quoting for a shell or for YAML', () => {
  expect(using(/replaceAll\("'", /)).toEqual(['escape/shellWord.ts', 'generators/sweep/sweepText.ts']);
});
