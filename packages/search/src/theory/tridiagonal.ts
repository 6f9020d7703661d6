/** An eigenvalue of a symmetric tridiagonal matrix, and the last component of its unit eigenvector. */
export interface RitzPair {
  readonly value: number;
  readonly last: number;
}

/** No eigenvalue has ever needed nearly as many. */
const mostSweeps = 100;

/**
 * All eigenvalues of the matrix with this diagonal and the entries beside it, from small to large: the QL algorithm with implicit shifts
 * (R. S. Martin and J. H. Wilkinson, "The Implicit QL Algorithm", Numerische Mathematik 12 (1968)). Rotations are applied to one row alone.
 */
export function tridiagonalEigenvalues(diagonal: readonly number[], beside: readonly number[]): RitzPair[] {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(beside.slice(0, n - 1));
  const row = new Float64Array(n);
  row[n - 1] = 1;
  for (let l = 0; l < n; l++)
    for (let sweep = 0; sweep < mostSweeps; sweep++) {
      const m = firstSplit(d, e, l);
      if (m === l) break;
      rotate(d, e, row, l, m);
    }
  return [...d]
    .map((value, index) => ({ value, last: Math.abs(row[index] ?? 0) }))
    .toSorted((a, b) => a.value - b.value);
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

/** The first place from `l` on where the matrix falls apart. */
function firstSplit(d: Float64Array, e: Float64Array, l: number): number {
  for (let m = l; m < d.length - 1; m++)
    if (Math.abs(at(e, m)) <= Number.EPSILON * (Math.abs(at(d, m)) + Math.abs(at(d, m + 1)))) return m;
  return d.length - 1;
}

/** One sweep of rotations from `m` up to `l`. */
function rotate(d: Float64Array, e: Float64Array, row: Float64Array, l: number, m: number): void {
  let g = (at(d, l + 1) - at(d, l)) / (2 * at(e, l));
  const r = Math.hypot(g, 1);
  g = at(d, m) - at(d, l) + at(e, l) / (g + (g >= 0 ? r : -r));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * at(e, i);
    const b = c * at(e, i);
    const length = Math.hypot(f, g);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1] = at(d, i + 1) - p;
      e[m] = 0;
      return;
    }
    [s, c] = [f / length, g / length];
    g = at(d, i + 1) - p;
    const next = (at(d, i) - g) * s + 2 * c * b;
    p = s * next;
    d[i + 1] = g + p;
    g = c * next - b;
    const upper = at(row, i + 1);
    row[i + 1] = s * at(row, i) + c * upper;
    row[i] = c * at(row, i) - s * upper;
  }
  d[l] = at(d, l) - p;
  e[l] = g;
  e[m] = 0;
}
