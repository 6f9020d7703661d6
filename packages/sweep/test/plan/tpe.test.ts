import { sampleTpe } from '../../../search/src/samplers/tpe/tpe.js';
import { describeAdaptiveContract, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';
import { branin } from './testFunctions.js';

describeAdaptiveContract('tpe', sampleTpe);

test("finds the valleys of Branin's function: frozen", () => {
  const space = spaceOf({ x: { kind: 'uniform', min: -5, max: 10 }, y: { kind: 'uniform', min: 0, max: 15 } });
  const best = ['1', '2', '3'].map((seed) => {
    const results = search(searchOver('tpe', space, { seed }), 25, (params) =>
      resultOf(params, branin(Number(params['x']), Number(params['y']))),
    );
    return Number(Math.min(...results.map(({ metrics }) => Number(metrics['loss']))).toPrecision(6));
  });
  expect(best).toMatchInlineSnapshot(`
    [
      0.406071,
      0.432444,
      0.400125,
    ]
  `);
  expect(Math.max(...best)).toBeLessThan(0.45);
});
