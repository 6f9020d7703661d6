import * as fc from 'fast-check';

import { distinctTitles, type Titled } from '../../src/data/distinctTitles.js';

test('facts keep their names, and params keep theirs before metrics do', () =>
  expect(
    distinctTitles([
      { kind: 'fact', name: 'seed' },
      { kind: 'param', name: 'seed' },
      { kind: 'param', name: 'loss' },
      { kind: 'metric', name: 'loss' },
      { kind: 'metric', name: 'seed' },
      { kind: 'metric', name: 'time' },
    ]),
  ).toEqual(['seed', 'params.seed', 'loss', 'metrics.loss', 'metrics.seed', 'time']));

test('no two titles are equal, whatever the names are', () => {
  const name = fc.constantFrom('seed', 'params.seed', 'metrics.seed', 'params.params.seed', 'params.metrics.seed', 'x');
  const fact = fc.record({ kind: fc.constant('fact' as const), name: fc.constantFrom('seed', 'number') });
  const other = fc.record({ kind: fc.constantFrom('param' as const, 'metric' as const), name });
  const columns = fc.uniqueArray<Titled, string>(fc.oneof(fact, other), {
    selector: ({ kind, name }) => `${kind} ${name}`,
  });
  fc.assert(
    fc.property(columns, (drawn) => {
      expect(new Set(distinctTitles(drawn)).size).toBe(drawn.length);
    }),
  );
});
