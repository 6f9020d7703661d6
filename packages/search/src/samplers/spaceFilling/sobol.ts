import { createStream } from '../../core/stream.js';
import { directionNumbers, type DirectionNumbers } from './directionNumbers.js';
import type { UnitSampler } from './unitSampler.js';

/** The largest number of labels in a request: all but the first need a row of direction numbers. */
export const SOBOL_MAX_DIMENSIONS: number = directionNumbers.length + 1;

const BITS = 32;

/**
 * Sobol's sequence with nested uniform scrambling: each run of 2^k points that starts at a multiple of 2^k is as evenly
 * spread as that of the unscrambled sequence, and each point alone is uniform.
 *
 * A label's coordinates depend on its position and not on its name, so an appended label does not shift the others. The
 * first point is kept, since without it the first 2^k points are not a net (A. B. Owen, "On dropping the first Sobol' point", MCQMC 2020).
 * Only integers are used, so that nothing is rounded and every machine has the same numbers. Indices are below 2^32.
 */
export const sampleSobol: UnitSampler = ({ labels, seed, index }) =>
  labels.map((_, dimension) => {
    const scrambled = owenScramble(sobolInteger(index, dimension), scramblingKey(seed, dimension));
    return scrambled / 2 ** BITS;
  });

/**
 * 2^32 times a coordinate of the unscrambled sequence, dimensions counted from 0: the direction numbers at the one bits
 * of the index's Gray code, which is the order of Joe and Kuo's own program (I. A. Antonov and V. M. Saleev, "An
 * economic method of computing LP_tau-sequences", USSR Comput. Math. Math. Phys. 19 (1980), 252-256).
 */
export function sobolInteger(index: number, dimension: number): number {
  let sum = 0;
  let gray = (index ^ (index >>> 1)) >>> 0;
  for (const direction of directions(dimension)) {
    if (gray & 1) sum ^= direction;
    gray >>>= 1;
  }
  return sum >>> 0;
}

/**
 * Flips each bit by a hash of the key and the bits above it, which is Owen's nested uniform scrambling (B. Burley,
 * "Practical Hash-based Owen Scrambling", JCGT 9:4 (2020), 1-20, section 3.2).
 *
 * The hash mixes from the low bits up, which explains the two reversals. With Burley's own constants the first bit's flip decides
 * whether the second bits of both halves flip alike; with those of N. Vegdahl ("Building a Better LK Hash",
 * psychopath.io, 2021) of the same Laine-Karras family all eight cases are equally frequent.
 */
function owenScramble(value: number, key: number): number {
  let bits = reverseBits(value);
  bits ^= Math.imul(bits, 0x3d20adea);
  bits += key;
  bits = Math.imul(bits, (key >>> 16) | 1);
  bits ^= Math.imul(bits, 0x05526c56);
  bits ^= Math.imul(bits, 0x53a22864);
  return reverseBits(bits);
}

const scramblingKey = (seed: string, dimension: number): number =>
  Math.floor(createStream(seed, 'sobol', dimension)() * 2 ** BITS);

function reverseBits(value: number): number {
  let bits = value;
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  return ((bits >>> 16) | (bits << 16)) >>> 0;
}

const computed: Uint32Array[] = [];

/** The direction numbers of a dimension, counted from 0; computed once. */
function directions(dimension: number): Uint32Array {
  return (computed[dimension] ??= dimension === 0 ? vanDerCorput() : extend(rowOf(dimension)));
}

const vanDerCorput = (): Uint32Array => Uint32Array.from({ length: BITS }, (_, k) => 2 ** (BITS - 1 - k));

function rowOf(dimension: number): DirectionNumbers {
  const row = directionNumbers[dimension - 1];
  if (row === undefined) throw new Error(`Internal error: Sobol has no more than ${SOBOL_MAX_DIMENSIONS} dimensions`);
  return row;
}

/** v_k = m_k / 2^k as a fraction of 32 bits, the first s of them given and each later one by the recurrence. */
function extend([degree, coefficients, ...initial]: DirectionNumbers): Uint32Array {
  const v = Uint32Array.from({ length: BITS }, (_, k) => (initial[k] ?? 0) << (BITS - 1 - k));
  for (let k = degree; k < BITS; k++) v[k] = recur(v, k, degree, coefficients);
  return v;
}

/** v_k = a_1 v_{k-1} + ... + a_{s-1} v_{k-s+1} + v_{k-s} + v_{k-s} / 2^s, added by xor (Joe and Kuo 2008, section 2). */
function recur(v: Uint32Array, k: number, degree: number, coefficients: number): number {
  const first = v[k - degree] ?? 0;
  let sum = first ^ (first >>> degree);
  for (let i = 1; i < degree; i++) if ((coefficients >>> (degree - 1 - i)) & 1) sum ^= v[k - i] ?? 0;
  return sum;
}
