/**
 * Wilcoxon's signed-rank test of paired differences, as the normal deviate of the sum of signed ranks; differences of 0 are left out, and
 * equal ones share their ranks.
 *
 * Source: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945), 80-83.
 */
export function signedRank(differences) {
  const sorted = differences.filter((one) => one !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  let [sum, squares] = [0, 0];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && Math.abs(sorted[to]) === Math.abs(sorted[from])) to++;
    const rank = (from + 1 + to) / 2;
    for (const one of sorted.slice(from, to)) sum += Math.sign(one) * rank;
    squares += (to - from) * rank ** 2;
  }
  return squares === 0 ? 0 : sum / Math.sqrt(squares);
}
