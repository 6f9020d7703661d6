import { formatProblem } from '../../src/file/problem.js';

test('a name that would turn the line around is shown escaped', () => {
  const problem = { file: 'tune.yaml', line: 2, path: 'parameters.a\u202eb', rule: 'unknown key', found: '\u001b[2J' };
  expect(formatProblem(problem)).toBe('tune.yaml:2 parameters.a\\u202eb: unknown key, but \\u001b[2J.');
});
