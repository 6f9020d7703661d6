import { parseIdx } from '../src/idx.js';
import { idxFile } from './idxFile.js';

test('an idx file gives its shape and a view of its bytes', () => {
  const file = idxFile([2, 3], [1, 2, 3, 4, 5, 255]);
  const { shape, bytes } = parseIdx(file);
  expect(shape).toEqual([2, 3]);
  expect([...bytes]).toEqual([1, 2, 3, 4, 5, 255]);
  expect(bytes.buffer).toBe(file.buffer);
});

test('lengths are big-endian', () => {
  const file = Uint8Array.of(0, 0, 8, 1, 0, 0, 1, 2, ...new Uint8Array(258));
  expect(parseIdx(file).shape).toEqual([258]);
});

test('a file inside a larger buffer is read from its own start', () => {
  const larger = Uint8Array.of(9, 9, 9, ...idxFile([2], [7, 8]));
  expect([...parseIdx(larger.subarray(3)).bytes]).toEqual([7, 8]);
});

test.each([
  ['empty', new Uint8Array(0), 'Not an idx file'],
  ['of floats', Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0), 'Not an idx file'],
  ['gzipped', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), 'Not an idx file'],
  ['cut in its header', idxFile([2, 3], [1, 2, 3, 4, 5, 6]).subarray(0, 9), 'header takes 12 bytes'],
  ['cut in its data', idxFile([2, 3], [1, 2, 3, 4, 5]), 'promises 6 bytes, but the file has 5'],
  ['too long', idxFile([1], [1, 2]), 'promises 1 bytes, but the file has 2'],
])('a file that is %s is refused', (_, file, message) => {
  expect(() => parseIdx(file)).toThrow(message);
});
