import { diagnose } from '../../../src/cli/doctor/checks.js';
import type { Facts, ImportedPackage, SweepFacts } from '../../../src/cli/doctor/facts.js';
import { renderFindings } from '../../../src/cli/doctor/renderFindings.js';

const sweep: SweepFacts = {
  project: 'digits',
  name: 'tune',
  file: 'apps/digits/tune.yaml',
  problems: [],
  notices: [],
  undeclared: { inputs: [], unknown: [] },
  allowsUndeclared: false,
  unstable: [],
  sources: [{ file: 'apps/digits/src/objective.ts', text: 'export default (params) => params.x;' }],
  imports: [{ name: 'matrix', version: '1.0.0', from: 'apps/digits/src/objective.ts', isDeclared: true }],
  lock: { file: 'apps/digits/tune.lock.json', exists: true, isIgnored: false, isCommitted: true },
  ignoresOutput: true,
  python: { command: 'python3', runs: true },
};

/** A workspace in which nothing hurts. */
const healthy: Facts = {
  nxJson: { analytics: false, plugins: ['nx-tune'], pluginsConfig: { '@nx/js': { analyzeSourceFiles: true } } },
  env: {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'https://cache.example',
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'token',
  },
  versions: { node: '20.19.0', nx: '24.0.6', typescript: '6.0.3' },
  ranges: { node: '>=20.19.0', nx: '^24.0.0' },
  hasNxJs: false,
  packageLock: { file: 'package-lock.json', has: () => true },
  declared: new Set(['nx-tune']),
  isGit: true,
  sweeps: [sweep],
};

const { analytics: _, ...unanswered } = healthy.nxJson;

const found = (facts: Partial<Facts>): readonly string[] =>
  diagnose({ ...healthy, ...facts }).map(({ severity, check, what }) => `${severity} ${check}: ${what}`);
const foundOf = (facts: Partial<SweepFacts>): readonly string[] => found({ sweeps: [{ ...sweep, ...facts }] });

test('nothing is found where nothing hurts', () => {
  expect(found({})).toEqual([]);
  expect(renderFindings([], 80)).toBe('No problems found.\n');
});

test.each<[string, Partial<Facts>, string]>([
  [
    'an old Node',
    { versions: { ...healthy.versions, node: '20.18.0' } },
    'error versions: Node is 20.18.0, and nx-tune needs >=20.19.0',
  ],
  [
    'another Nx',
    { versions: { ...healthy.versions, nx: '23.1.0' } },
    'error versions: Nx is 23.1.0, and nx-tune needs ^24.0.0',
  ],
  [
    'a plugin that is not registered',
    { nxJson: { ...healthy.nxJson, plugins: ['@nx/jest'] } },
    'error plugin: nx.json does not list nx-tune as a plugin',
  ],
  [
    'analysis off',
    { nxJson: { analytics: false, plugins: ['nx-tune'] } },
    'note importAnalysis: Nx does not analyse imports in sources',
  ],
  [
    'TypeScript 7 with analysis on',
    { versions: { ...healthy.versions, typescript: '7.0.2' } },
    'error importAnalysis: Nx analyses imports in sources, and TypeScript is 7.0.2',
  ],
  [
    'TypeScript 7 with @nx/js',
    {
      nxJson: { analytics: false, plugins: ['nx-tune'] },
      hasNxJs: true,
      versions: { ...healthy.versions, typescript: '7.0.2' },
    },
    'error importAnalysis: Nx analyses imports in sources, and TypeScript is 7.0.2',
  ],
  [
    'a lock without nx-tune',
    { packageLock: { file: 'yarn.lock', has: (name) => name !== 'nx-tune' } },
    'warning packages: yarn.lock does not have nx-tune, which package.json declares',
  ],
  [
    'a lock without a package',
    { packageLock: { file: 'yarn.lock', has: (name) => name !== 'matrix' } },
    'warning packages: yarn.lock does not have matrix, which apps/digits/src/objective.ts imports',
  ],
  [
    'a release of everything',
    { nxJson: { ...healthy.nxJson, release: { projects: ['*'] } } },
    'warning release: The release configuration in nx.json matches trials, since they are projects',
  ],
  [
    'a cache that is skipped',
    { env: { ...healthy.env, NX_SKIP_NX_CACHE: 'true' } },
    'warning skippedCache: NX_SKIP_NX_CACHE is set',
  ],
  [
    'a question of Nx that nobody has answered',
    { nxJson: unanswered },
    'note analytics: nx.json does not say whether Nx may collect usage data',
  ],
  ['no remote cache', { env: {} }, 'note remoteCache: No remote cache is configured'],
  [
    'a remote cache without a token',
    { env: { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'http://cache' } },
    'warning remoteCache: NX_SELF_HOSTED_REMOTE_CACHE_SERVER is http://cache, and NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN is not set',
  ],
])('%s', (_, facts, finding) => expect(found(facts)).toEqual([finding]));

test('no lock file at all', () => {
  const { packageLock: _packageLock, ...without } = healthy;
  expect(diagnose(without).map(({ what }) => what)).toEqual([
    'There is no package-lock.json, pnpm-lock.yaml, yarn.lock or bun.lock, and objectives import an npm package',
  ]);
});

const undeclared: ImportedPackage = { name: 'matrix', version: '1.0.0', from: 'libs/a/index.ts', isDeclared: false };

test.each<[string, Partial<SweepFacts>, string]>([
  [
    'a mistake',
    { problems: ['apps/digits/tune.yaml:1 it is wrong'] },
    'error sweepFiles: apps/digits/tune.yaml:1 it is wrong',
  ],
  [
    'an interpreter that does not run',
    { python: { command: '.venv/bin/python', runs: false } },
    'error python: apps/digits/tune.yaml: .venv/bin/python does not run',
  ],
  [
    'a package that nobody declares',
    { imports: [undeclared] },
    'warning packages: libs/a/index.ts imports matrix, which neither its package.json nor that of the workspace declares',
  ],
  [
    'a clock that is read in several lines, once',
    { sources: [{ file: 'a.ts', text: 'Date.now();\nf(performance.now(), Date.now());' }] },
    'warning ambient: a.ts:1, 2 calls Date.now(), performance.now()',
  ],
  ['a clock', { sources: [{ file: 'a.ts', text: '\nDate.now();' }] }, 'warning ambient: a.ts:2 calls Date.now()'],
  [
    'a clock that is measured by',
    { unstable: ['seconds'], sources: [{ file: 'a.ts', text: 'Date.now();' }] },
    'note ambient: a.ts:1 calls Date.now()',
  ],
  [
    'chance',
    { unstable: ['seconds'], sources: [{ file: 'a.ts', text: 'Math.random();' }] },
    'warning ambient: a.ts:1 calls Math.random()',
  ],
  [
    'a computed import',
    { notices: ['a.ts:3 imports a computed name: changes to it do not run trials again; declare it under "inputs"'] },
    'warning notices: apps/digits/tune.yaml: a.ts:3 imports a computed name: changes to it do not run trials again; declare it under "inputs"',
  ],
  [
    'a key without a meaning',
    { notices: ['"entity" has no effect here'] },
    'note notices: apps/digits/tune.yaml: "entity" has no effect here',
  ],
  [
    'data that is not declared',
    {
      undeclared: {
        inputs: [
          { input: 'data/a.csv', isIgnored: true },
          { input: '{workspaceRoot}/b.csv', isIgnored: false },
        ],
        unknown: [],
      },
    },
    'warning undeclared: apps/digits/tune.yaml: trials read what "inputs" does not declare: data/a.csv (ignored by git), {workspaceRoot}/b.csv',
  ],
  [
    'data that need not be declared',
    { undeclared: { inputs: [{ input: 'data/a.csv', isIgnored: false }], unknown: [] }, allowsUndeclared: true },
    'note undeclared: apps/digits/tune.yaml: trials read what "inputs" does not declare: data/a.csv',
  ],
  [
    'a program that was not watched',
    { undeclared: { inputs: [], unknown: ['nobody looked'] } },
    'warning undeclared: apps/digits/tune.yaml: it is not known what trials read, since nobody looked',
  ],
  [
    'outputs that git sees',
    { ignoresOutput: false },
    'warning gitFiles: git does not ignore the .tune folder of digits',
  ],
  [
    'a lock that git ignores',
    { lock: { ...sweep.lock, isIgnored: true } },
    'warning gitFiles: git ignores apps/digits/tune.lock.json',
  ],
  [
    'a lock that is not committed',
    { lock: { ...sweep.lock, isCommitted: false } },
    'note gitFiles: apps/digits/tune.lock.json is not committed in its present state',
  ],
])('%s', (_, facts, finding) => expect(foundOf(facts)).toEqual([finding]));

test.each<[string, Partial<Facts>]>([
  ['@nx/js analyses by default', { nxJson: { analytics: false, plugins: ['nx-tune'] }, hasNxJs: true }],
  ['the plugin may have options', { nxJson: { ...healthy.nxJson, plugins: [{ plugin: 'nx-tune' }] } }],
  [
    'a release that leaves trials out',
    { nxJson: { ...healthy.nxJson, release: { projects: ['*', '!tag:tune:trial'] } } },
  ],
  ['Nx Cloud shares', { nxJson: { ...healthy.nxJson, nxCloudId: 'x' }, env: {} }],
  ['a variable that is off', { env: { ...healthy.env, NX_SKIP_NX_CACHE: 'false' } }],
  [
    'no git',
    { isGit: false, sweeps: [{ ...sweep, ignoresOutput: false, lock: { ...sweep.lock, isCommitted: false } }] },
  ],
  ['no lock yet', { sweeps: [{ ...sweep, lock: { ...sweep.lock, exists: false, isCommitted: false } }] }],
  ['what a method is going to do', { sweeps: [{ ...sweep, notices: ['no "run_cap": 20 trials', 'bayes: gp'] }] }],
])('nothing: %s', (_, facts) => expect(found(facts)).toEqual([]));

test('a finding that two sweeps share is reported once, and errors come first', () => {
  const clocked = { ...sweep, sources: [{ file: 'a.ts', text: 'Date.now();' }] };
  const findings = diagnose({
    ...healthy,
    env: {},
    sweeps: [clocked, { ...clocked, name: 'wide', imports: [undeclared], problems: ['it is wrong'] }],
  });
  expect(findings.map(({ severity, check }) => `${severity} ${check}`)).toEqual([
    'error sweepFiles',
    'warning packages',
    'warning ambient',
    'note remoteCache',
  ]);
  expect(renderFindings(findings, 80)).toMatch(
    /^error: it is wrong\n {2}The sweep cannot run\.\n[^]*\n1 error, 2 warnings, 1 note\n$/,
  );
});
