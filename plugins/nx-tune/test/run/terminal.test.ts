import { terminal } from '../../src/run/terminal.js';

const { columns, isTTY } = process.stdout;

afterEach(() => Object.assign(process.stdout, { columns, isTTY }));

test.each([
  ['a terminal', true, 72, 72],
  ['a terminal without a size', true, 0, 100],
  ['a terminal that does not know its size', true, undefined, 100],
  ['a file', false, undefined, 100],
])('%s', (_, isTTY, columns, width) => {
  Object.assign(process.stdout, { columns, isTTY });
  expect(terminal().width).toBe(width);
});
