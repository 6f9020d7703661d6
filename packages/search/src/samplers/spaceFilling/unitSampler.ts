/** What a sampler of the unit cube is asked for: one point, as a pure function of these fields. */
export interface UnitRequest {
  /** One label per dimension, unique, in the order of the sweep file. */
  readonly labels: readonly string[];
  /** The sweep's seed. */
  readonly seed: string;
  /** Which point of the sequence, from 0. */
  readonly index: number;
  /** How many points the sweep asks for. Only stratified designs (Latin hypercube) look at it. */
  readonly count: number;
}

/** Returns one coordinate in [0, 1) per label, in their order. */
export type UnitSampler = (request: UnitRequest) => readonly number[];
