/**
 * Test problems with several goals to minimise over the unit cube, in the sizes that are usual for Bayesian optimisation: a number of
 * variables, the losses, the violations (at most 0 if a constraint is satisfied), and the reference point of hypervolumes.
 */
export const problems = {
  ZDT1: zdt((share) => 1 - Math.sqrt(share)),
  ZDT2: zdt((share) => 1 - share ** 2),
  ZDT3: zdt((share, first) => 1 - Math.sqrt(share) - share * Math.sin(10 * Math.PI * first)),
  DTLZ2: {
    variables: 6,
    goals: 2,
    constraints: 0,
    reference: [1.1, 1.1],
    evaluate: (x) => ({ losses: dtlz2(x), violations: [] }),
  },
  'C2-DTLZ2': {
    variables: 12,
    goals: 2,
    constraints: 1,
    reference: [1.1, 1.1],
    evaluate: (x) => ({ losses: dtlz2(x), violations: [outsideOfCircles(dtlz2(x))] }),
  },
};

/** E. Zitzler, K. Deb and L. Thiele, "Comparison of Multiobjective Evolutionary Algorithms", Evolutionary Computation 8 (2000), section 4. */
function zdt(shape) {
  const evaluate = ([first, ...others]) => {
    const g = 1 + (9 * others.reduce((sum, x) => sum + x, 0)) / others.length;
    return { losses: [first, g * shape(first / g, first)], violations: [] };
  };
  return { variables: 30, goals: 2, constraints: 0, reference: [11, 11], evaluate };
}

/** K. Deb, L. Thiele, M. Laumanns and E. Zitzler, "Scalable Multi-Objective Optimization Test Problems", CEC 2002, with two goals. */
function dtlz2([first, ...others]) {
  const g = others.reduce((sum, x) => sum + (x - 0.5) ** 2, 0);
  return [(1 + g) * Math.cos((first * Math.PI) / 2), (1 + g) * Math.sin((first * Math.PI) / 2)];
}

/** H. Jain and K. Deb, IEEE Trans. Evol. Comput. 18 (2014), 602-622, part II, section IV-B: feasible are circles around the ends and the middle of the front. */
function outsideOfCircles([a, b]) {
  const radius = 0.2;
  const beyond = (x, y) => (a - x) ** 2 + (b - y) ** 2 - radius ** 2;
  return Math.min(beyond(1, 0), beyond(0, 1), beyond(Math.SQRT1_2, Math.SQRT1_2));
}
