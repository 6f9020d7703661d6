/**
 * Labelled feature vectors, row by row.
 *
 * Features are stored as counts of a unit, so that 8-bit pixels stay 8-bit: a feature's value is `features[i] * unit`.
 */
export interface Samples {
  readonly count: number;
  /** Features per sample. */
  readonly width: number;
  /** Shape [count, width], row-major. */
  readonly features: Uint8Array | Float32Array | Float64Array;
  /** The value of a stored 1; for pixels scaled to [0, 1] it is 1/255. */
  readonly unit: number;
  /** Shape [count], each a class index. */
  readonly labels: Uint8Array;
}

/** Samples `from` (included) to `to` (excluded): a view, which copies nothing. */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  const { width, unit, features, labels } = samples;
  return {
    count: to - from,
    width,
    unit,
    features: features.subarray(from * width, to * width),
    labels: labels.subarray(from, to),
  };
}
