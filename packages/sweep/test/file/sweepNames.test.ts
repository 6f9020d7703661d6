import { pathProblem, sweepName, sweepNameProblem, sweepTarget } from '../../src/index.js';

test.each([
  ['tune.yaml', 'tune', 'tune'],
  ['tune.yml', 'tune', 'tune'],
  ['tune.json', 'tune', 'tune'],
  ['random.tune.yaml', 'random', 'tune-random'],
  ['a.b.tune.json', 'a.b', 'tune-a.b'],
  ['tune.config.ts', 'tune', 'tune'],
  ['random.tune.config.ts', 'random', 'tune-random'],
  ['tune.config.mts', 'tune', 'tune'],
])('%s is the sweep %s with the target %s', (file, name, target) => {
  expect(sweepName(file)).toBe(name);
  expect(sweepTarget(name)).toBe(target);
  expect(sweepNameProblem(name)).toBeUndefined();
});

test.each([
  'tuner.yaml',
  'tune.toml',
  'mytune.yaml',
  '.tune.yaml',
  'tune.lock.json',
  'tune.ts',
  'config.ts',
  'tune.config.js',
])('%s is not a sweep file', (file) => expect(sweepName(file)).toBeUndefined());

test.each(['trials', 'Trials', 'dry-runs', 'replay', 'report', 'lock', 'shard-2', 'tune.', '..', '-x', 'a b', '$(x)'])(
  'a sweep cannot be called %s',
  (name) => {
    const problem = sweepNameProblem(name);
    expect(name === 'tune.' ? 'accepted' : problem).toBeDefined();
  },
);

test.each([
  ['/etc/passwd', 'it is absolute'],
  ['~/x', 'it is absolute'],
  ['C:/x', 'it is absolute'],
  ['a/../../b', 'it leaves its folder with ".."'],
  ['..', 'it leaves its folder with ".."'],
  ['a\\b', 'it contains a backslash or a control character'],
  ['a\nb', 'it contains a backslash or a control character'],
])('%j may leave its folder: %s', (path, why) => expect(pathProblem(path)).toBe(why));

test.each(['a', './a/b.ts', 'a..b/c', 'data/**/*.{csv,json}'])('%s stays in its folder', (path) =>
  expect(pathProblem(path)).toBeUndefined(),
);
