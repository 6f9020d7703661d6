import type { Samples } from '@example/maths';

/** Pixels in a row of an image, which is square. */
const side = 28;

/** Images with one pixel for each `block` by `block` pixels: their mean. Such a mean is kept as a sum, which is exact. */
export function shrinkImages(samples: Samples, block: number): Samples {
  if (block === 1) return samples;
  const smallSide = side / block;
  const width = smallSide * smallSide;
  const features = new Float32Array(samples.count * width);
  for (let row = 0; row < samples.count; row++) {
    for (let pixel = 0; pixel < side * side; pixel++) {
      const y = Math.floor(pixel / side / block);
      const x = Math.floor((pixel % side) / block);
      features[row * width + y * smallSide + x]! += samples.features[row * samples.width + pixel]!;
    }
  }
  return { ...samples, width, features, unit: samples.unit / (block * block) };
}
