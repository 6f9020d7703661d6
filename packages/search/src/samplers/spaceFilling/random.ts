import { createStream } from '../../core/stream.js';
import type { UnitSampler } from './unitSampler.js';

/**
 * Independent uniform points (J. Bergstra and Y. Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13
 * (2012), 281-305).
 *
 * Each coordinate has its own stream, so neither another label nor another count shifts it.
 */
export const sampleRandom: UnitSampler = ({ labels, seed, index }) =>
  labels.map((label) => createStream(seed, 'random', index, label)());
