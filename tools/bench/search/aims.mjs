/** The peers that a method is to reach: of several, the best at each budget; of a method without a line, all. */
const aims = {
  random: ['optuna-random'],
  sobol: ['optuna-qmc'],
  halton: ['optuna-qmc'],
  lhs: ['scipy-lhs'],
  tpe: ['optuna-tpe', 'optuna-tpe-mv'],
  'cma-es': ['pycma'],
  'nelder-mead': ['nelder-mead'],
  nsga2: ['optuna-random'],
};

/** The median to reach: that of the best row that a method aims at. */
export const aimOf = (method, rows, budget) =>
  Math.min(...(aims[method] ?? Object.keys(rows)).map((peer) => rows[peer].budgets[budget][0]));

/** For the table's legend. */
export const aimText = (method) => (aims[method] ?? ['the best of all rows']).join(' or ');
