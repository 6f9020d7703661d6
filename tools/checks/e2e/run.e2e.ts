import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../test/temporaryFolder.js';

const runner = join(__dirname, '../run.mjs');

interface JestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

const green: JestReport = {
  success: true,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

/** Replaces jest: writes the report it was given where `--outputFile=` says, and exits with the given code. */
function fakeJest(report: JestReport | undefined, code = report?.success === true ? 0 : 1): string {
  return [
    `const file = process.argv.find((word) => word.startsWith('--outputFile='));`,
    report === undefined ? '' : `require('node:fs').writeFileSync(file.slice(13), '${JSON.stringify(report)}');`,
    `console.error('said by jest');`,
    `process.exitCode = ${code};`,
  ].join('\n');
}

/** Does what `npm run --silent NAME -- WORDS` does, without the start of npm, which takes most of such a run. */
const quickNpm = `#!/bin/sh
file="scripts/$3"
shift 4
[ -f "$file" ] && exec sh "$file" "$@"
exit 1
`;

function run(
  names: readonly string[],
  unit: string,
  { lint = 'exit 0', build = 'exit 0', npm = 'quick' as 'quick' | 'real' } = {},
): { status: number | null; lines: string[] } {
  const scripts = { build, lint, 'format:check': 'echo fine', 'test:unit': 'node jest.js' };
  const files = Object.entries(scripts).map(([name, script]) => [`scripts/${name}`, `${script} "$@"\n`]);
  const cwd = temporaryFolder({
    ...(Object.fromEntries(files) as Record<string, string>),
    'package.json': JSON.stringify({ scripts }),
    'jest.js': unit,
    'bin/npm': quickNpm,
  });
  chmodSync(join(cwd, 'bin/npm'), 0o755);
  const path = npm === 'real' ? {} : { PATH: `${join(cwd, 'bin')}:${process.env['PATH']}` };
  const { status, stdout } = spawnSync(process.execPath, [runner, ...names], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...path, NX_TUNE_BUILT: undefined },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

const withoutSeconds = (line: string): string =>
  line.replace(/\d+\.\d s(, CPU \d+\.\d s)?/, 'N s').replace(/\d+ s in all/, 'N s in all');

test('green checks count one each, jest counts its tests, and the order is that of the list', () => {
  const { status, lines } = run(['unit', 'lint', 'format'], fakeJest(green), { npm: 'real' });
  expect(lines.map(withoutSeconds)).toEqual([
    '▸ format',
    '✓ format N s',
    '▸ lint',
    '✓ lint N s',
    '▸ unit',
    '✓ unit N s (5 passed, 0 failed)',
    ...(existsSync('/proc/self/stat') ? ['CPU N s in all'] : []),
    '7 passed, 0 failed',
  ]);
  expect(status).toBe(0);
});

test('a failure shows its output and does not stop the checks after it', () => {
  const { status, lines } = run(['lint', 'unit'], fakeJest(green), {
    lint: 'echo first && echo second >&2 && exit 3',
    npm: 'real',
  });
  expect(lines).toEqual(expect.arrayContaining(['first', 'second', 'Repeat it with: npm run lint']));
  expect(lines.at(-1)).toBe('5 passed, 1 failed');
  expect(status).toBe(1);
});

test.each([
  ['failed tests', { ...green, success: false, numFailedTests: 2 }, '5 passed, 2 failed'],
  ['a suite that does not load', { ...green, success: false, numRuntimeErrorTestSuites: 1 }, '5 passed, 1 failed'],
  ['a red run of green tests', { ...green, success: false }, '5 passed, 1 failed'],
  ['no test at all', { ...green, numPassedTests: 0 }, '0 passed, 1 failed'],
  ['only skipped tests', { ...green, numPassedTests: 0, numPendingTests: 3 }, '0 passed, 1 failed, 3 skipped'],
  ['no report', undefined, '0 passed, 1 failed'],
])('jest with %s fails', (_, report, last) => {
  const { status, lines } = run(['unit'], fakeJest(report));
  expect(lines).toContain('said by jest');
  expect(lines.at(-1)).toBe(last);
  expect(status).toBe(1);
});

test('skipped tests are reported, and do not fail', () => {
  const { status, lines } = run(['unit'], fakeJest({ ...green, numPendingTests: 1, numTodoTests: 1 }));
  expect(lines.at(-1)).toBe('5 passed, 0 failed, 2 skipped');
  expect(status).toBe(0);
});

test('an unknown name is a failure', () => {
  const { status, lines } = run(['lnit'], fakeJest(green));
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
  expect(status).toBe(1);
});

test('a missing script is a failure', () => {
  expect(run(['knip'], fakeJest(green), { npm: 'real' }).lines.at(-1)).toBe('0 passed, 1 failed');
});

const tellBuilt = `echo "built: '$NX_TUNE_BUILT'" && exit 1`;

test.each([
  ['passed', ['build', 'lint'], 'exit 0', "built: 'true'"],
  ['failed', ['build', 'lint'], 'exit 1', "built: ''"],
  ['was asked for', ['lint'], 'exit 0', "built: ''"],
])('a script after the build learns whether it %s', (_, names, build, said) => {
  expect(run(names, fakeJest(green), { lint: tellBuilt, build }).lines).toContain(said);
});

test('the CPU time of processes that have ended is counted', () => {
  // To ask for the time takes more of it than to count.
  const busy = 'node -e "while (process.cpuUsage().user < 7e5) for (let i = 0; i < 1e7; i++);"';
  const cpu = run(['lint'], fakeJest(green), { lint: busy }).lines.find((line) => line.startsWith('CPU'));
  if (existsSync('/proc/self/stat')) expect(Number(cpu?.split(' ')[1])).toBeGreaterThan(0);
});
