/**
 * Examples of keys of a parameter, each with the parameter around it, since `min: 0` alone says little. A key that is not here is
 * shown with the example in its schema. A test parses them.
 */
export const parameterExamples = {
  distribution: 'rate: { distribution: log_uniform_values, min: 0.001, max: 1 }',
  value: 'batchSize: { value: 60 }',
  values: 'optimizer: { values: [sgd, adam] }',
  probabilities: 'optimizer: { values: [sgd, adam], probabilities: [0.7, 0.3] }',
  min: 'momentum: { min: 0.0, max: 0.99 }',
  max: 'layers: { min: 1, max: 8 }',
  mu: 'offset: { distribution: normal, mu: 1, sigma: 0.1 }',
  sigma: 'offset: { distribution: log_normal, sigma: 0.5 }',
  a: 'dropout: { distribution: beta, a: 2, b: 5 }',
  b: 'dropout: { distribution: beta, a: 2, b: 5 }',
  q: 'units: { distribution: q_uniform, min: 32, max: 512, q: 32 }',
  parameters: 'adam: { parameters: { beta1: { min: 0.8, max: 0.99 } } }',
  when: 'momentum: { min: 0.0, max: 0.99, when: { optimizer: sgd } }',
};
