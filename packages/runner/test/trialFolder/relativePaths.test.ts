import { relativePaths } from '../../src/trialFolder/relativePaths.js';

const project = '/home/me/ws/apps/digits';

it.each([
  [`    at f (${project}/src/objective.ts:3:9)`, '    at f (src/objective.ts:3:9)'],
  [`    at ${project}/src/objective.ts:3:9`, '    at src/objective.ts:3:9'],
  [`    at f (file://${project}/src/a%20b.mjs:3:9)`, '    at f (src/a b.mjs:3:9)'],
  ['    at g (/home/me/ws/libs/maths/index.ts:1:2)', '    at g (../../libs/maths/index.ts:1:2)'],
  ['    at async h (/home/me/ws/libs/maths/index.ts:1:2)', '    at async h (../../libs/maths/index.ts:1:2)'],
  [`Cannot find module '${project}/src/gone'`, `Cannot find module 'src/gone'`],
  [`no such folder: ${project}`, 'no such folder: .'],
  ['/etc/hosts is no CSV: 12:30:01', '/etc/hosts is no CSV: 12:30:01'],
])('%s', (text, expected) => {
  expect(relativePaths(text, project)).toBe(expected);
});
