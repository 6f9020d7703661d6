const root5 = Math.sqrt(5);

/** Matérn's kernel with nu = 5/2 as a function of the squared distance (Rasmussen and Williams 2006, equation 4.17). */
export function matern(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (1 + a + (a * a) / 3) * Math.exp(-a);
}

/** The derivative of `matern` with respect to the squared distance. */
export function maternSlope(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (-5 / 6) * (1 + a) * Math.exp(-a);
}

/** The squared distance in one dimension; that of different categories is 1. */
export function squaredDistance(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}
