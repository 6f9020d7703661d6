import { terminal } from '../../src/run/terminal.js';

const { columns, isTTY } = process.stdout;
const pretend = (as: { columns: number | undefined; isTTY: boolean }): void => void Object.assign(process.stdout, as);

afterEach(() => pretend({ columns, isTTY }));

test.each([
  [true, 120, 120],
  [true, 0, 100],
  [true, undefined, 100],
  [false, undefined, 100],
])('texts have a width whether or not the output has one (a terminal: %s, columns: %s)', (isTTY, columns, width) => {
  pretend({ columns, isTTY });
  expect(terminal().width).toBe(width);
});
