/** Methods that learn: they propose params from the results of the generations before. */
export const adaptiveMethodNames = ['bayes', 'tpe', 'gp', 'cma-es', 'nelder-mead'] as const;
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
] as const;
/** How a sweep chooses its params. */
export type Method = (typeof methodNames)[number];

export const isAdaptive = (method: Method): method is AdaptiveMethod =>
  (adaptiveMethodNames as readonly string[]).includes(method);
