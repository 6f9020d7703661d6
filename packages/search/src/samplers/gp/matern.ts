const root5 = Math.sqrt(5);

/** Matérn's kernel with nu = 5/2 of a squared distance (Rasmussen and Williams 2006, equation 4.17). */
export function matern(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (1 + a + (a * a) / 3) * Math.exp(-a);
}

/** Its derivative by the squared distance. */
export function maternSlope(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (-5 / 6) * (1 + a) * Math.exp(-a);
}

/** Squared distance in one dimension; categories are alike or not. */
export function squaredDistance(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}
