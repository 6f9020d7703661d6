/** What `trial.infeasible()` throws; an objective has no reason to catch it. */
export class Infeasible extends Error {
  override readonly name = 'Infeasible';
}

/** Throws, with a reason that is one printable text however an objective in JavaScript gives it. */
export function throwInfeasible(reason: unknown): never {
  throw new Infeasible(typeof reason === 'string' ? reason : String(reason));
}
