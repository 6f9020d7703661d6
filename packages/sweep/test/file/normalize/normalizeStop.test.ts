import { expandSweep, formatProblem, parseSweep } from '../../../src/index.js';

const text = (more: string, head = 'objective: o.ts\nmethod: grid\nmetric: { name: loss }'): string =>
  `${head}\nparameters: { x: { values: [1, 2] } }\n${more}\n`;
const parse = (source: string) => parseSweep('tune', 'a/tune.yaml', source);
const said = (source: string): string => {
  const parsed = parse(source);
  return parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
};
const ids = (source: string): string[] => {
  const parsed = parse(source);
  if (!parsed.ok) throw new Error(said(source));
  const expansion = expandSweep(parsed.value);
  return expansion.ok ? expansion.trials.map(({ id }) => id) : [];
};

test.each([
  ['stop: { patience: 0 }', 'stop.patience'],
  ['stop: {}', '"stop" needs "patience", "above" or "median"'],
  ['stop: { below: 1 }', 'to minimize a metric, a trial is stopped when a report is above a limit'],
  ['stop: { min_delta: 1, above: 3 }', '"min_delta" needs "patience"'],
  ['stop: { patient: 1 }', 'Did you mean "patience"'],
  ['stop: { median: "../../x" }', '"median" must be the name of a sweep'],
  [
    'stop: { patience: 2 }\nbudget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 3 }',
    'no checkpoint',
  ],
])('a mistake is reported with its place: %s', (more, message) => expect(said(text(more))).toContain(message));

test('a command is not stopped by what it reports', () => {
  expect(said(text('stop: { patience: 2 }', 'command: [node, a.js]\nmethod: grid\nmetric: { name: loss }'))).toContain(
    'the metrics of a command are read only when it has ended',
  );
});

test('a trial that may be stopped is another trial; each key makes it another, its neighbours do not', () => {
  const [plain] = ids(text(''));
  const variants = [
    'patience: 2',
    'patience: 3',
    'patience: 2, min_delta: 1',
    'patience: 2, after: 1',
    'above: 2',
    'patience: 2, metric: error',
  ];
  const all = variants.map((rule) => ids(text(`stop: { ${rule} }`))[0]);
  expect(new Set([plain, ...all]).size).toBe(variants.length + 1);
  expect(ids(text('stop: { patience: 2 }\ncurves: true\nfail_fast: 2'))[0]).toBe(all[0]);
  expect(ids(text('curves: true'))[0]).toBe(plain);
});
