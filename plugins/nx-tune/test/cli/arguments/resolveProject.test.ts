import { resolveProject } from '../../../src/cli/arguments/resolveProject.js';
import { chooseSweep } from '../../../src/cli/arguments/resolveSweep.js';
import type { SweepLocation } from '../../../src/study/sweepLocation.js';

const place = (project: string, root: string, name = 'tune'): SweepLocation => ({
  project,
  root,
  name,
  file: `${root}/${name === 'tune' ? '' : `${name}.`}tune.yaml`,
});
const places = [
  place('digits', 'apps/digits'),
  place('digits', 'apps/digits', 'wide'),
  place('inner', 'apps/digits/in'),
];

test.each([
  ['digits', '', 'digits'],
  [undefined, 'apps/digits', 'digits'],
  [undefined, 'apps/digits/src/deep', 'digits'],
  [undefined, 'apps/digits/in/src', 'inner'],
  ['inner', 'apps/digits', 'inner'],
])('%p in folder "%s" is %s', (wanted, folder, project) =>
  expect(resolveProject(places, wanted, folder)).toBe(project),
);

const scoped = [place('@shop/web', 'apps/web'), place('@shop/web', 'apps/web', 'wide'), place('@shop/api', 'apps/api')];

test('a part of a name means the project, as it does to Nx', () => {
  expect(resolveProject(scoped, 'web', 'apps/api')).toBe('@shop/web');
  expect(resolveProject(scoped, 'API', '')).toBe('@shop/api');
  expect(resolveProject([...scoped, place('web', 'libs/web')], 'web', '')).toBe('web');
  expect(() => resolveProject([...scoped, place('@admin/web', 'apps/admin')], 'web', '')).toThrow(
    '"web" is part of the names of 2 projects with a sweep. Name one of @shop/web, @admin/web.',
  );
  expect(() => resolveProject(scoped, 'we', '')).toThrow('There is no project "we" with a sweep.');
});

test('the only project with a sweep is meant anywhere', () => {
  expect(resolveProject(places.slice(0, 2), undefined, 'libs/other')).toBe('digits');
  expect(resolveProject([place('root', '.')], undefined, 'libs')).toBe('root');
});

test.each([
  ['digts', 'There is no project "digts" with a sweep. Did you mean "digits"?'],
  ['numbers', 'There is no project "numbers" with a sweep. Name one of digits, inner.'],
  [undefined, 'Which project? Name one of digits, inner.'],
])('%p is a mistake', (wanted, message) => expect(() => resolveProject(places, wanted, 'libs')).toThrow(message));

test('a project in the workspace root is not meant everywhere', () => {
  expect(() => resolveProject([...places, place('root', '.')], undefined, 'libs')).toThrow('Which project?');
});

test('no sweep at all', () =>
  expect(() => resolveProject([], undefined, '')).toThrow('No project of the workspace has a sweep file.'));

test('the sweep named, or tune, or the only one', () => {
  const own = places.slice(0, 2);
  expect(chooseSweep(own, undefined).name).toBe('tune');
  expect(chooseSweep(own, 'wide').name).toBe('wide');
  expect(chooseSweep(own.slice(1), undefined).name).toBe('wide');
  expect(chooseSweep(own, undefined, 'wide').name).toBe('tune');
  expect(chooseSweep([place('a', 'a', 'x'), place('a', 'a', 'y')], undefined, 'y').name).toBe('y');
  expect(() => chooseSweep([place('a', 'a', 'x'), place('a', 'a', 'y')], undefined, 'z')).toThrow(
    'Project "a" has no sweep "z". Choose one of x, y with --sweep.',
  );
  expect(() => chooseSweep(own, 'wid')).toThrow('Project "digits" has no sweep "wid". Did you mean "wide"?');
  expect(() => chooseSweep([place('a', 'a', 'x'), place('a', 'a', 'y')], undefined)).toThrow(
    'Project "a" has no sweep "tune". Choose one of x, y with --sweep.',
  );
  expect(() => chooseSweep([place('a', 'a'), { ...place('a', 'a'), file: 'a/tune.json' }], 'tune')).toThrow(
    'two files for one sweep, a/tune.yaml and a/tune.json',
  );
});
