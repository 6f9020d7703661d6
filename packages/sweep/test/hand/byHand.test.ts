import { createSearchSpace, type Json } from '@nx-tune/search';
import * as fc from 'fast-check';

import {
  addBaseline,
  addPoint,
  baselineOfParams,
  canTry,
  completeByHand,
  expandSweep,
  formatProblem,
  handTrials,
  parseSweep,
  pointOfParams,
  readWords,
  type Sweep,
} from '../../src/index.js';

const space = `
  optimizer: { values: [sgd, adam] }
  stepSize: { distribution: log_uniform_values, min: 0.001, max: 1 }
  momentum: { values: [0, 0.9], when: { optimizer: sgd } }
  beta: { min: 0.5, max: 0.9, when: { optimizer: adam } }
  layers: { parameters: { width: { values: [64, 128] }, depth: { values: [1, 2] } } }
  epochs: { value: 5 }
`;
const text = (parameters = space, more = '', method = 'random'): string =>
  `# Mine\nobjective: o.ts\nmethod: ${method} # what else\nmetric: { name: loss }\nrun_cap: 6\nparameters:${parameters}${more}`;

function sweepOf(file: string, name = 'tune.yaml'): Sweep {
  const parsed = parseSweep('tune', name, file);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}
const plain = sweepOf(text());

const named = (sweep: Sweep, ...words: readonly string[]): ReadonlyMap<string, Json> => {
  const read = readWords(sweep.space, words);
  if (!read.ok) throw new Error(read.problem);
  return read.named;
};

describe('words', () => {
  test('values are read as YAML, and as texts where only those are listed', () => {
    expect([...named(plain, 'stepSize=1e-2', 'optimizer=adam', 'layers.width=64')]).toEqual([
      ['stepSize', 0.01],
      ['optimizer', 'adam'],
      ['layers.width', 64],
    ]);
    const odd = sweepOf(text('\n  mode: { values: ["1", "yes"] }\n  shape: { values: [[64, 32], [8]] }\n'));
    expect([...named(odd, 'mode=1', 'shape=[64, 32]')]).toEqual([
      ['mode', '1'],
      ['shape', [64, 32]],
    ]);
    expect(named(odd, 'mode=yes').get('mode')).toBe('yes');
  });

  test.each([
    [['stepsize=1'], 'There is no parameter "stepsize". Did you mean "stepSize"?'],
    [
      ['=1'],
      'There is no parameter "=1". Name one of optimizer, stepSize, momentum, beta, layers.width, layers.depth, epochs.',
    ],
    [['stepSize=big'], 'stepSize takes a number, but it is given as "big".'],
    [['stepSize=.inf'], 'stepSize takes a number, but it is given as ".inf".'],
    [['layers.width=wide'], 'layers.width takes a number, but it is given as "wide".'],
    [['epochs=many'], 'epochs takes a number, but it is given as "many".'],
    [['optimizer='], 'optimizer needs a value: write optimizer=VALUE.'],
    [
      ['momentum=0', 'optimizer=rmsprop'],
      'momentum is active only if optimizer is "sgd", but it is given as "rmsprop". Leave one of them out.',
    ],
    [
      ['momentum=0', 'optimizer=adam'],
      'momentum is active only if optimizer is "sgd", but it is given as "adam". Leave one of them out.',
    ],
    [['stepSize={'], 'stepSize takes a number, but it is given as "{".'],
  ] as const)('%p is a mistake', (words, message) => {
    const read = readWords(plain.space, words);
    expect(read.ok ? '' : read.problem).toContain(message);
  });
});

describe('outside of the search space', () => {
  test('any value of the type will do, and is named', () => {
    const { params, isInside, outside } = completeByHand(
      plain.space,
      named(plain, 'stepSize=2', 'optimizer=rmsprop', 'layers.width=96', 'epochs=6'),
      undefined,
    );
    expect(params).toEqual({ optimizer: 'rmsprop', stepSize: 2, layers: { width: 96, depth: 1 }, epochs: 6 });
    expect(isInside).toBe(false);
    expect(outside.map(({ label, allowed }) => `${label}: ${allowed}`)).toEqual([
      'optimizer: one of sgd, adam',
      'stepSize: a number from 0.001 to 1',
      'layers.width: one of 64, 128',
      'epochs: 5',
    ]);
    expect(canTry(plain, params)).toBe(true);
    const inside = completeByHand(plain.space, named(plain, 'stepSize=0.5'), undefined);
    expect(inside).toMatchObject({ isInside: true, outside: [] });
  });

  test('params that are left open are as in the best, also where that is outside', () => {
    const best = completeByHand(plain.space, named(plain, 'stepSize=2', 'epochs=6'), undefined).params;
    expect(completeByHand(plain.space, named(plain, 'layers.width=64'), best).params).toEqual({ ...best, epochs: 5 });
  });

  test('among alternatives with the same parameter, the one that has the value counts', () => {
    const union = sweepOf(
      text(
        '\n  rate: { values: [1, 2] }\n',
        'union: [{ depth: { values: [2, 4] } }, { depth: { values: [8] } }, { depth: { min: 20, max: 30 } }]\n',
      ),
    );
    const learnt = createSearchSpace(union.space, union);
    for (const depth of [4, 8, 25]) {
      const found = completeByHand(union.space, named(union, `depth=${depth}`), undefined);
      expect(found).toMatchObject({ params: { rate: 1, depth }, isInside: true, outside: [] });
      expect(learnt.paramsAt(learnt.pointOf(found.params))).toEqual(found.params);
    }
    expect(completeByHand(union.space, named(union, 'depth=9'), undefined)).toMatchObject({
      params: { rate: 1, depth: 9 },
      isInside: false,
    });
  });

  test('zipped values may be apart', () => {
    const zipped = sweepOf(
      text('\n  width: { values: [1, 2, 3] }\n  depth: { values: [4, 5, 6] }\n', 'zip: [[width, depth]]\n'),
    );
    for (const [words, params] of [
      [['width=1', 'depth=6'], { width: 1, depth: 6 }],
      [['width=7', 'depth=6'], { width: 7, depth: 6 }],
    ] as const) {
      const found = completeByHand(zipped.space, named(zipped, ...words), undefined);
      expect(found).toMatchObject({ params, isInside: false });
      expect(canTry(zipped, params)).toBe(true);
    }
  });

  test.each([
    ['plain', text(), ['stepSize=2', 'beta=0.95']],
    ['constants', text(), ['epochs=6']],
    ['replicates and cases', text(space, 'cases: [a, b]\nreplicates: 2\n'), ['optimizer=rmsprop']],
    [
      'alternatives',
      text(
        '\n  rate: { values: [1, 2] }\n',
        'union: [{ depth: { values: [2, 4] } }, { depth: { values: [8] }, trees: { values: [50, 60] } }]\n',
      ),
      ['trees=70'],
    ],
    [
      'a zip',
      text('\n  width: { values: [1, 2] }\n  depth: { values: [4, 5] }\n', 'zip: [[width, depth]]\n'),
      ['width=1', 'depth=5'],
    ],
    [
      'a command',
      text('\n  rate: { values: [0.5, 1.5] }\n  on: { values: [true, x] }\n').replace(
        'objective: o.ts',
        'command: [sh, -c, "echo"]\ninputs: []',
      ),
      ['rate=2', 'on=yes'],
    ],
  ])('the trials are those that the point has under "baselines": %s', (_, file, words) => {
    const sweep = sweepOf(file);
    const { params, isInside } = completeByHand(sweep.space, named(sweep, ...words), undefined);
    expect(isInside).toBe(false);
    const wanted = handTrials(sweep, params).map(({ id, name }) => `${id} ${name}`);
    const kept = sweepOf(
      addBaseline('tune.yaml', file, 'by hand 1', baselineOfParams(sweep.space, params)) ?? 'no clear place',
    );
    const expansion = expandSweep(kept);
    expect(kept.baselines).toEqual([{ name: 'by hand 1', params }]);
    expect(expansion.ok ? expansion.trials.map(({ id, name }) => `${id} ${name}`) : []).toEqual(
      expect.arrayContaining(wanted),
    );
  });
});

describe('what is left open', () => {
  test('is as in the best, or else the first of its values or the middle of its range', () => {
    const alone = completeByHand(plain.space, named(plain, 'layers.width=128'), undefined);
    expect(alone.params).toEqual({
      optimizer: 'sgd',
      stepSize: 0.0316227766,
      momentum: 0,
      layers: { width: 128, depth: 1 },
      epochs: 5,
    });
    expect(alone.filled.map(({ label, from }) => [label, from])).toEqual([
      ['optimizer', 'first'],
      ['stepSize', 'middle'],
      ['momentum', 'first'],
      ['layers.depth', 'first'],
    ]);
    const best = { ...alone.params, stepSize: 0.2, momentum: 0.9 };
    const like = completeByHand(plain.space, named(plain, 'layers.width=64'), best);
    expect(like.params).toEqual({ ...best, layers: { width: 64, depth: 1 } });
    expect(new Set(like.filled.map(({ from }) => from))).toEqual(new Set(['best']));
  });

  test('a named parameter becomes active, and others are there or not with it', () => {
    const best = completeByHand(plain.space, named(plain, 'momentum=0.9'), undefined).params;
    const other = completeByHand(plain.space, named(plain, 'beta=0.6'), best);
    expect(other.params).toMatchObject({ optimizer: 'adam', beta: 0.6 });
    expect(other.params).not.toHaveProperty('momentum');
    const switched = completeByHand(plain.space, named(plain, 'optimizer=adam'), best);
    expect(switched.params).toMatchObject({ beta: 0.7 });
    expect(switched.filled).toContainEqual({ label: 'beta', value: 0.7, from: 'middle' });
  });

  test('zipped values go together, and of alternatives the one with the named parameter is taken', () => {
    const zipped = sweepOf(
      text('\n  width: { values: [1, 2, 3] }\n  depth: { values: [4, 5, 6] }\n', 'zip: [[width, depth]]\n'),
    );
    const { params } = completeByHand(zipped.space, named(zipped, 'depth=5'), { width: 3, depth: 6 });
    expect(params).toEqual({ width: 2, depth: 5 });
    const union = sweepOf(
      text(
        '\n  rate: { values: [1, 2] }\n',
        'union: [{ depth: { values: [2, 4] } }, { trees: { values: [50, 60] } }]\n',
      ),
    );
    const tree = completeByHand(union.space, named(union, 'trees=60'), { rate: 2, depth: 4 });
    expect(tree.params).toEqual({ rate: 2, trees: 60 });
    expect(completeByHand(union.space, named(union, 'rate=1'), { rate: 2, trees: 60 }).params).toEqual({
      rate: 1,
      trees: 60,
    });
  });
});

describe('the trials', () => {
  const idsOf = (sweep: Sweep): string[] => {
    const expansion = expandSweep(sweep);
    return expansion.ok ? expansion.trials.map(({ id, name }) => `${id} ${name}`) : [];
  };

  test.each([
    [text()],
    [text(space, 'replicates: 3\n')],
    [text(space, 'cases: [a, b]\nreplicates: 2\nseed: 5\n')],
    [text(space, 'on_crash: record\n')],
  ])('are those that the point has under "points", by id and by name', (file) => {
    const sweep = sweepOf(file);
    const { params } = completeByHand(sweep.space, named(sweep, 'stepSize=0.3', 'beta=0.6'), undefined);
    const wanted = handTrials(sweep, params).map(({ id, name }) => `${id} ${name}`);
    const kept = addPoint('tune.yaml', file, pointOfParams(sweep.space, params)) ?? '';
    expect(idsOf(sweepOf(kept))).toEqual(expect.arrayContaining(wanted));
    expect(idsOf(sweep).filter((one) => wanted.includes(one))).toEqual([]);
  });

  test('params that the space, "exclude" or "constraints" rule out cannot be tried, nor a part of a race or a bracket', () => {
    const params = completeByHand(plain.space, named(plain, 'stepSize=0.3'), undefined).params;
    expect(canTry(plain, params)).toBe(true);
    expect(canTry(plain, { ...params, stepSize: 3 })).toBe(true);
    expect(canTry(plain, { ...params, stepSize: 'big' })).toBe(false);
    expect(canTry(plain, { ...params, beta: 0.6 })).toBe(false);
    expect(canTry(plain, { stepSize: 0.3 })).toBe(false);
    expect(canTry(sweepOf(text(space, 'constraints: [stepSize < 0.1]\n')), params)).toBe(false);
    expect(canTry(sweepOf(text(space, 'exclude: [{ optimizer: sgd }]\n')), params)).toBe(false);
    expect(canTry(sweepOf(text(space, 'replicates: 9\nrace: true\n')), params)).toBe(false);
  });

  test('whatever is tried can be kept as a point, and means the same params there', () => {
    const expansion = expandSweep({ ...plain, runCap: 40 });
    const trials = expansion.ok ? expansion.trials : [];
    fc.assert(
      fc.property(fc.constantFrom(...trials), ({ definition: { params } }) => {
        expect(canTry(plain, params)).toBe(true);
        const kept = sweepOf(addPoint('tune.yaml', text(), pointOfParams(plain.space, params)) ?? '');
        expect(idsOf(kept)[0]).toContain(handTrials(plain, params)[0]?.id);
      }),
    );
  });
});

describe('a point is added to the file', () => {
  const point = { stepSize: 0.3, 'layers.width': 64, optimizer: 'adam' };

  test('in YAML, below those that are there, with comments kept', () => {
    const added = addPoint(
      'tune.yaml',
      text(space, 'points:\n  - optimizer: sgd # as today\n    stepSize: 0.1\nseed: 3\n'),
      point,
    );
    expect(added).toContain(
      'points:\n  - optimizer: sgd # as today\n    stepSize: 0.1\n  - { stepSize: 0.3, layers.width: 64, optimizer: adam }\nseed: 3\n',
    );
    expect(added).toContain('# Mine\n');
    expect(addPoint('tune.yaml', text(space, 'points: [{ stepSize: 0.1 }] # mine\n'), point)).toContain(
      'points: [{ stepSize: 0.1 }, { stepSize: 0.3, layers.width: 64, optimizer: adam }] # mine\n',
    );
    expect(addPoint('tune.yaml', text(), point)).toBe(
      `${text()}points:\n  - { stepSize: 0.3, layers.width: 64, optimizer: adam }\n`,
    );
  });

  test('in JSON and in TypeScript', () => {
    const json = '{\n  "objective": "o.ts",\n  "points": [\n    { "stepSize": 0.1 }\n  ]\n}\n';
    expect(addPoint('tune.json', json, { stepSize: 0.3 })).toBe(
      '{\n  "objective": "o.ts",\n  "points": [\n    { "stepSize": 0.1 },\n    { "stepSize": 0.3 }\n  ]\n}\n',
    );
    const typescript =
      "import { defineSweep } from 'nx-tune';\nexport default defineSweep({\n  objective: 'o.ts',\n  points: [{ stepSize: 0.1 }],\n});\n";
    expect(addPoint('tune.config.ts', typescript, point)).toContain(
      "points: [{ stepSize: 0.1 }, { stepSize: 0.3, 'layers.width': 64, optimizer: 'adam' }]",
    );
  });

  test('and not where there is no clear place', () => {
    expect(addPoint('tune.yaml', 'points: &all [1]\nother: *all\n', point)).toBeUndefined();
    expect(addPoint('tune.yaml', 'points: 5\n', point)).toBeUndefined();
    expect(addPoint('tune.yaml', '[', point)).toBeUndefined();
  });
});

describe('a baseline is added to the file', () => {
  const params = { stepSize: 0.3, 'layers.width': 64, kind: { a: [1] } };
  const written = 'by hand 1: { params: { stepSize: 0.3, layers.width: 64, kind: { a: [ 1 ] } } }';

  test('in YAML, below those that are there, with comments kept', () => {
    expect(addBaseline('tune.yaml', text(), 'by hand 1', params)).toBe(`${text()}baselines:\n  ${written}\n`);
    const block = 'baselines:\n  today: # as it is\n    params: { stepSize: 0.1 } # mine\n    note: old\nseed: 3\n';
    expect(addBaseline('tune.yaml', text(space, block), 'by hand 1', params)).toBe(
      text(space, block.replace('seed: 3', `  ${written}\nseed: 3`)),
    );
    expect(
      addBaseline('tune.yaml', text(space, 'baselines: { today: { params: { x: 1 } } } # a\n'), 'by hand 1', params),
    ).toContain(`baselines: { today: { params: { x: 1 } }, ${written} } # a\n`);
    expect(addBaseline('tune.yaml', text(space, 'baselines: {}\n'), 'by hand 1', { x: 1 })).toContain(
      'baselines: {by hand 1: { params: { x: 1 } }}\n',
    );
  });

  test('in JSON and in TypeScript', () => {
    expect(addBaseline('tune.json', '{\n  "objective": "o.ts"\n}\n', 'by hand 1', { x: 0.3 })).toBe(
      '{\n  "objective": "o.ts",\n  "baselines": {"by hand 1": { "params": { "x": 0.3 } }}\n}\n',
    );
    const typescript =
      "import { defineSweep } from 'nx-tune';\nexport default defineSweep({\n  objective: 'o.ts',\n  baselines: {\n    old: { params: { x: 1 } },\n  },\n});\n";
    expect(addBaseline('tune.config.ts', typescript, 'by hand 1', { x: 0.3 })).toContain(
      "    old: { params: { x: 1 } },\n    'by hand 1': { params: { x: 0.3 } },\n  },",
    );
  });

  test('and not where there is no clear place', () => {
    expect(addBaseline('tune.yaml', 'baselines: &all { a: {} }\nother: *all\n', 'by hand 1', params)).toBeUndefined();
    expect(addBaseline('tune.yaml', 'baselines: 5\n', 'by hand 1', params)).toBeUndefined();
    expect(addBaseline('tune.yaml', 'baselines: { by hand 1: {} }\n', 'by hand 1', params)).toBeUndefined();
  });
});
