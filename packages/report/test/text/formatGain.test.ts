import { formatGain } from '../../src/text/formatGain.js';

test.each([
  [0.0912, 0.00743, '0.0912 ± 0.0074'],
  [-2, 0.5, '-2 ± 0.5'],
  [0, 0.5, '0 ± 0.5'],
  [2, 0, '2'],
  [0.0815793, 1.5e-17, '0.0815793'],
])('%d with the error %d is %s', (gain, error, said) => {
  expect(formatGain(gain, error)).toBe(said);
});
