import { lastLines } from '../../src/processes/lastLines.js';

const frames = (count: number): string =>
  Array.from({ length: count }, (_, line) => `    at f (a.js:${line}:1)`).join('\n');

test('the last lines of an output', () => {
  expect(lastLines('a\nb\n\n')).toBe('\na\nb');
  expect(lastLines(Array.from({ length: 30 }, (_, line) => String(line)).join('\n')).split('\n')).toHaveLength(21);
  expect(lastLines('')).toBe('');
});

test('the message above a long stack is kept', () => {
  expect(lastLines(`start\nTypeError: x is not a number\n${frames(50)}\n`)).toMatch(
    /^\nTypeError: x is not a number\n\.\.\.\n {4}at f \(a\.js:30:1\)\n/,
  );
  expect(lastLines(`TypeError: x is not a number\n${frames(5)}`)).toBe(`\nTypeError: x is not a number\n${frames(5)}`);
});
