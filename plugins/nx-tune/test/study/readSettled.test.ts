import { readSettled } from '../../src/study/readSettled.js';

test('a right file is read once', async () => {
  const read = jest.fn(() => 'right');
  expect(await readSettled(read, (found) => found !== 'right')).toBe('right');
  expect(read).toHaveBeenCalledTimes(1);
});

test('a wrong file is read until it is right', async () => {
  const texts = ['', 'half', 'whole', 'later'];
  expect(
    await readSettled(
      () => texts.shift(),
      (found) => found !== 'whole',
    ),
  ).toBe('whole');
});

test('a file that stays wrong is returned in the end', async () => {
  const times = [0, 1_000, 2_000, 3_001];
  jest.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? 9_999);
  const read = jest.fn(() => 'wrong');
  expect(await readSettled(read, () => true)).toBe('wrong');
  expect(read).toHaveBeenCalledTimes(3);
});
