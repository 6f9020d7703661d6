/** The error that `trial.infeasible()` throws; an objective has no reason to catch it. */
export class Infeasible extends Error {
  override readonly name = 'Infeasible';
}

/** Throws with a reason that is a string, whatever an objective in JavaScript passes. */
export function throwInfeasible(reason: unknown): never {
  throw new Infeasible(typeof reason === 'string' ? reason : String(reason));
}
