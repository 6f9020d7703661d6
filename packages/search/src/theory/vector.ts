/** A vector as users have them: a list or a typed array. */
export type Vector = ArrayLike<number>;

/** A mistake in what a user's function returned. Its message says all that there is to say. */
export class CurvatureMistake extends Error {}

/** Copies a vector of a user's. `name` says what it is: `what "gradient" returns`. */
export function copyVector(vector: Vector, dimension: number, name: string): Float64Array {
  if (typeof (vector as Partial<PromiseLike<unknown>> | undefined)?.then === 'function')
    throw new CurvatureMistake(`${name} must be a list of numbers, but it is a promise`);
  if (vector?.length !== dimension)
    throw new CurvatureMistake(`${name} must have ${numbers(dimension)}, but ${lengthOf(vector)}`);
  return Float64Array.from({ length: dimension }, (_, index) => {
    const value = vector[index];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new CurvatureMistake(`${name} must have finite numbers, but number ${index + 1} is ${String(value)}`);
  });
}

const numbers = (count: number): string => (count === 1 ? '1 number' : `${count} numbers`);

const lengthOf = (vector: Vector | null | undefined): string =>
  typeof vector?.length === 'number'
    ? `it has ${vector.length}`
    : `it is ${vector === null ? 'null' : `of type ${typeof vector}`}`;
