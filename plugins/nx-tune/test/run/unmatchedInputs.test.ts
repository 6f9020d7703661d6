import { unmatchedInputs } from '../../src/run/unmatchedInputs.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

test('an input that matches no file is named, with its line; one that matches an ignored file is not', () => {
  const file = 'apps/a/tune.yaml';
  const root = temporaryWorkspace({
    '.gitignore': 'data\n',
    'apps/a/data/a.csv': '',
    'shared/b.bin': '',
    [file]: 'method: grid\ninputs:\n  - data/*.csv\n  - dta/*.csv\n',
  });
  const inputs = [
    { kind: 'files', glob: 'data/*.csv', from: 'project' },
    { kind: 'files', glob: 'dta/*.csv', from: 'project' },
    { kind: 'files', glob: 'shared/*.bin', from: 'workspace' },
    { kind: 'files', glob: 'shared/*.csv', from: 'workspace' },
    { kind: 'env', name: 'A' },
  ] as const;
  expect(unmatchedInputs(root, 'apps/a', file, { inputs })).toEqual([
    `${file}:4 inputs[1]: "dta/*.csv" matches no file, so what is meant does not run trials again`,
    `${file}:2 inputs[3]: "shared/*.csv" matches no file, so what is meant does not run trials again`,
  ]);
});
