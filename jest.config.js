const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** Dependencies without CommonJS: Node 20.19 can require them, jest on it cannot, hence they are compiled too. */
const esmOnly = ['oxc-parser'];

/**
 * A module finds these as arguments. It would otherwise ask the context of its test file for each, every time that it uses one,
 * which took a quarter of the time of unit tests. Names that modules declare for themselves (`process`, `Buffer`) stay away, and so
 * does NaN, which jest takes for a missing one.
 */
const builtins = [
  'Object Function Boolean Symbol Reflect Promise Math Number BigInt Infinity isNaN parseFloat parseInt',
  'String RegExp JSON Array Float64Array Uint8Array Uint32Array Map Set WeakMap WeakSet',
  'Error RangeError SyntaxError TypeError',
].flatMap((names) => names.split(' '));

function swcOptions(module = {}) {
  return { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs', ...module } };
}

/** The modules from which the indexes of the packages export, as they name them. */
function exportedModules() {
  const packages = path.join(__dirname, 'packages');
  const indexes = readdirSync(packages, { recursive: true }).filter((name) =>
    /^[^/]+\/src\/(.*\/)?index\.ts$/.test(name),
  );
  const texts = indexes.map((name) => readFileSync(path.join(packages, name), 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/ from '([^']+)'/g)].map(([, name]) => name)))];
}

/** Settings that the projects share. Imports of our own packages lead to their sources, so that tests need no build. */
const shared = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/tools/checks/testEnvironment.cjs',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    // As in the build: a test file would otherwise load all of each package of which it needs a function.
    '/packages/[^/]+/src/(.*/)?index\\.ts$': ['@swc/jest', swcOptions({ lazy: exportedModules() })],
    '\\.[cm]?[jt]s$': ['@swc/jest', swcOptions()],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`, '/packages/report/bundled/'],
  moduleNameMapper: {
    // Sixty files that zod loads with itself and nobody asks for: a tenth of the time of unit tests.
    '^\\.\\./locales/index\\.cjs$': '<rootDir>/tools/checks/nothing.cjs',
    // A dependency's './file.js' is tried first as it is written; of ours, only './file.ts' exists.
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
    '^@nx-tune/(search|sweep|runner|report|exchange)$': '<rootDir>/packages/$1/src/index.ts',
    '^@nx-tune/report/text$': '<rootDir>/packages/report/src/text/index.ts',
    '^@nx-tune/report/figures$': '<rootDir>/packages/report/src/renderReportFigures.ts',
    '^@nx-tune/runner/processes$': '<rootDir>/packages/runner/src/processes/index.ts',
    '^@nx-tune/search/core$': '<rootDir>/packages/search/src/core/index.ts',
    '^@nx-tune/search/didYouMean$': '<rootDir>/packages/search/src/core/didYouMean.ts',
    '^@nx-tune/search/methods$': '<rootDir>/packages/search/src/samplers/methods.ts',
    '^@nx-tune/search/parseExpression$': '<rootDir>/packages/search/src/expression/parseExpression.ts',
    '^@nx-tune/search/printable$': '<rootDir>/packages/search/src/core/printable.ts',
    '^@nx-tune/sweep/names$': '<rootDir>/packages/sweep/src/file/sweepNames.ts',
    '^@nx-tune/sweep/trial$': '<rootDir>/packages/sweep/src/trial/index.ts',
    '^nx-tune$': '<rootDir>/plugins/nx-tune/src/index.ts',
  },
  modulePathIgnorePatterns: [
    '<rootDir>/(packages|plugins|workspace-example|tools)/[^/]+/dist/',
    '/\\.tune/',
    '<rootDir>/\\.nx/',
  ],
  sandboxInjectedGlobals: builtins,
  restoreMocks: true,
};

/** Properties are tried with fewer cases than fast-check's own number: see the file. */
const withFewerCases = {
  ...shared.moduleNameMapper,
  '^fast-check$': '<rootDir>/tools/checks/fastCheck.cjs',
  '^fast-check/itself$': require.resolve('fast-check'),
};

/** Tests that start threads and processes, and wait for them: all of the runner's, and those in folders of this name. */
const startsProcesses = ['packages/runner/test', '{packages,plugins,tools}/*/test/processes'];

/** @type {import('jest').Config} */
module.exports = {
  /** A busy machine takes ten times as long; a test that hangs still ends. */
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      moduleNameMapper: withFewerCases,
      testMatch: ['packages', 'plugins', 'workspace-example', 'tools'].map(
        (folder) => `<rootDir>/${folder}/*/test/**/*.test.ts`,
      ),
      testPathIgnorePatterns: ['/node_modules/', '/test/(acceptance|processes)/', '<rootDir>/packages/runner/test/'],
    },
    {
      ...shared,
      displayName: 'processes',
      moduleNameMapper: withFewerCases,
      testMatch: startsProcesses.map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
      globalSetup: '<rootDir>/tools/checks/withoutCertificates.cjs',
    },
    {
      // What samplers find, over many seeds: too long for unit tests.
      ...shared,
      displayName: 'acceptance',
      testMatch: ['<rootDir>/packages/*/test/acceptance/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: [
        '<rootDir>/packages/*/e2e/**/*.e2e.ts',
        '<rootDir>/plugins/*/e2e/**/*.e2e.ts',
        '<rootDir>/tools/*/e2e/**/*.e2e.ts',
      ],
      setupFilesAfterEnv: ['<rootDir>/plugins/nx-tune/e2e/support/setup.ts'],
      globalSetup: '<rootDir>/plugins/nx-tune/e2e/support/globalSetup.ts',
      globalTeardown: '<rootDir>/plugins/nx-tune/e2e/support/globalTeardown.ts',
    },
  ],
};
