import { mulberry32, type Samples } from '@example/maths';

/** "Images" of 4 x 4 pixels in which pixel c is bright for class c, over noise: easy, not trivial. */
export function syntheticDigits(count: number, seed: number): Samples {
  const rng = mulberry32(seed);
  const labels = Uint8Array.from({ length: count }, () => Math.floor(rng() * 10));
  const features = Uint8Array.from({ length: count * 16 }, () => Math.floor(rng() * 160));
  labels.forEach((label, row) => (features[row * 16 + label] = 200));
  return { count, width: 16, features, unit: 1 / 255, labels };
}
