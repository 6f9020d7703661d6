/** Adaptive methods, which propose params from the results of earlier generations. */
export const adaptiveMethodNames = ['bayes', 'tpe', 'gp', 'cma-es', 'nelder-mead', 'nsga2'] as const;
export type AdaptiveMethod = (typeof adaptiveMethodNames)[number];

export const methodNames = [
  'grid',
  'random',
  'sobol',
  'halton',
  'lhs',
  'bayes',
  'tpe',
  'gp',
  'cma-es',
  'nelder-mead',
  'nsga2',
] as const;
/** The method by which a sweep chooses its params. */
export type Method = (typeof methodNames)[number];

export const isAdaptive = (method: Method): method is AdaptiveMethod =>
  (adaptiveMethodNames as readonly string[]).includes(method);
