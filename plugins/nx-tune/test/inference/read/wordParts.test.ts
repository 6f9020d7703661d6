import { pathsIn, variablesIn, words } from '../../../src/inference/read/wordParts.js';

test.each([
  ['train.py', ['train.py']],
  ['--data=a/b.csv', ['--data=a/b.csv', 'a/b.csv']],
  ['DATA=a.csv', ['DATA=a.csv', 'a.csv']],
  ['--data=a.csv,b.csv', ['--data=a.csv,b.csv', 'a.csv,b.csv', '--data=a.csv', 'a.csv', 'b.csv']],
  ['@arguments.txt', ['arguments.txt']],
  ['a folder/b.csv', ['a folder/b.csv', 'a', 'folder/b.csv']],
  ["cd x && ./run.sh 'b.csv'>log.txt", ["cd x && ./run.sh 'b.csv'>log.txt", 'cd', 'x', './run.sh', 'b.csv', 'log.txt']],
  ['data/*.csv', ['data/*.csv']],
  [' ', []],
])('the parts of %j that may be paths', (word, expected) => expect(pathsIn(word)).toEqual(expected));

test('the known values of macros are put in', () => {
  const command = ['${env}', '${program}', '${envvar:DATA}/a.csv', '--b=${args}', '${envvar:ABSENT}'];
  const objective = { kind: 'command', command, program: 'train.py' } as const;
  expect(words(objective, { DATA: 'folder' }).map((word) => word.trim())).toEqual([
    'train.py',
    '',
    'train.py',
    'folder/a.csv',
    '--b=',
    '',
  ]);
  expect(variablesIn(objective)).toEqual(['ABSENT', 'DATA']);
});

test('a trial does not read what it writes', () => {
  const command = ['--out=${trial_dir}/etc/model.bin', "sh -c 'cp a.csv ${trial_dir}/b.csv'", 'data/${param:set}.csv'];
  const found = words({ kind: 'command', command }, {}).flatMap(pathsIn);
  expect(found).not.toContainEqual(expect.stringContaining('model.bin'));
  expect(found).not.toContainEqual(expect.stringContaining('b.csv'));
  // All that a parameter may be is in the folder.
  expect(found).toContain('data/');
});

test('a module has no words', () => {
  const objective = { kind: 'module', path: 'a.js' } as const;
  expect(words(objective, {})).toEqual([]);
  expect(variablesIn(objective)).toEqual([]);
});
