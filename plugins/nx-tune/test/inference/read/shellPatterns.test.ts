import { shellPatterns } from '../../../src/inference/read/shellPatterns.js';

const inShell = (text: string) => shellPatterns(['sh', '-c', text]);

test.each([
  ['cat *.csv data/?.csv data/[a-c].csv', ['*.csv', 'data/?.csv', 'data/[a-c].csv']],
  ['cat data/*.csv|sort>out.txt', ['data/*.csv']],
  ["cat 'my data'/*.csv data/*.csv", ['data/*.csv']],
  ['FILES=data/*.csv; cat $FILES', ['data/*.csv']],
  ['FILES="data/*.csv"; cat $FILES', ['data/*.csv']],
  ['echo "$(cat data/*.csv)" `cat more/*.csv`', ['data/*.csv', 'more/*.csv']],
  ["find . -name '*.csv'", ['*.csv']],
  [`bash -ec "sh -c 'cat data/*.csv'"`, ['data/*.csv']],
  [`awk '{ print $1 * 2 }' a.csv; test $? -eq 0`, []],
  ['curl https://example.com/a?b=1', []],
  ['cat a.csv', []],
])('%s: the patterns %j', (text, patterns) => expect(inShell(text)).toEqual({ patterns, unknown: [] }));

test.each(['$DATA/*.csv', '"$DATA"/*.csv', '~/data/*.csv', '{a,b}/*.csv', '*{1..3}.csv'])(
  'only the shell knows what %s matches',
  (pattern) => expect(inShell(`cat ${pattern}`)).toEqual({ patterns: [], unknown: [pattern.replaceAll('"', '')] }),
);

test('without a shell, nothing is replaced', () => {
  expect(shellPatterns(['python3', 'train.py', '--data=data/*.csv', '-c', 'x*.csv'])).toEqual({
    patterns: [],
    unknown: [],
  });
});

test('a text for a shell may be one word of a command', () => {
  expect(shellPatterns(['env', "sh -c 'cat data/*.csv'"]).patterns).toEqual(['data/*.csv']);
});
