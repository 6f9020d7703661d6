import { ambientCalls } from '../../../src/cli/doctor/ambientCalls.js';

test.each([
  ['const t = Date.now();', 'Date.now()', 'clock'],
  ['new Date().getTime()', 'new Date()', 'clock'],
  ['Date()', 'Date()', 'clock'],
  ['performance.now()', 'performance.now()', 'clock'],
  ['globalThis.performance.now()', 'performance.now()', 'clock'],
  ['process.hrtime.bigint()', 'process.hrtime.bigint()', 'clock'],
  ['const f = () => Math.random() < p;', 'Math.random()', 'randomness'],
  ['crypto.randomUUID()', 'crypto.randomUUID()', 'randomness'],
  ["import { randomBytes } from 'node:crypto'; randomBytes(8)", 'randomBytes()', 'randomness'],
  ["import { randomInt as pick } from 'crypto'; pick(8)", 'pick()', 'randomness'],
])('%s', (text, what, kind) => expect(ambientCalls('a.ts', text)).toEqual([{ line: 1, what, kind }]));

test.each([
  'new Date(2026, 1, 1)',
  'const random = Math.random;',
  'stream.random()',
  'Math.max(1, 2)',
  "import { createHash } from 'node:crypto'; createHash('sha256')",
  "import { randomBytes } from './own'; randomBytes(8)",
  '// Date.now()\nconst text = "Math.random()";',
  "Math['floor'](1)",
  'const broken = (',
])('nothing in %s', (text) => expect(ambientCalls('a.ts', text)).toEqual([]));

test('in Python, line by line', () => {
  const text =
    'import time\n# time.time()\nstart = time.time()\nnow = datetime.now()\nseed = os.urandom(8)\nrandom.seed(1)\n';
  expect(ambientCalls('a.py', text)).toEqual([
    { line: 3, what: 'time.time()', kind: 'clock' },
    { line: 4, what: 'datetime.now()', kind: 'clock' },
    { line: 5, what: 'os.urandom()', kind: 'randomness' },
  ]);
});

test('no other file is read', () => expect(ambientCalls('a.json', '{"Date.now()": 1}')).toEqual([]));
