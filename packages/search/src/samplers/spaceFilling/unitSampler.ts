/** The request for one point of the unit cube, which is a pure function of these fields. */
export interface UnitRequest {
  /** One label per dimension, unique, in the order of the sweep file. */
  readonly labels: readonly string[];
  /** The sweep's seed. */
  readonly seed: string;
  /** The number of the point in the sequence, from 0. */
  readonly index: number;
  /** The number of points that the sweep asks for. Only stratified designs (Latin hypercube) use it. */
  readonly count: number;
}

/** Returns one coordinate in [0, 1) per label, in their order. */
export type UnitSampler = (request: UnitRequest) => readonly number[];
