import type { Json, JsonObject } from '@nx-tune/search';
import type { MetricValue, Outcome } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import type { SweepReport, TrialEntry } from '../../src/index.js';

/** Texts that would break out of a terminal, a table, YAML, Markdown or HTML, were they not escaped. */
export const awkwardText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x>',
    '" onfocus=alert(1) x="',
    "' onclick='x",
    '\u001b[31mred',
    'a\nb',
    '| a | b |',
    '`code`',
    '```',
    '__proto__',
    '\u202egnp.exe',
    '{projectRoot}',
    '- item',
    ': ',
    '#',
    'null',
    '👩‍🔬',
  ),
);

/** Now and then a metric that is missing, or has no place on an axis. */
const metricValue: fc.Arbitrary<MetricValue | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()) },
  fc.constantFrom('NaN' as const, 'Infinity' as const, '-Infinity' as const, undefined),
);

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: number },
  awkwardText,
  fc.boolean(),
  fc.constant(null),
  fc.array(awkwardText, { maxLength: 2 }),
);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'completed' as const }) },
  fc.constant({ kind: 'diverged' as const }),
  awkwardText.map((reason) => ({ kind: 'infeasible' as const, reason })),
  fc.nat().map((step) => ({ kind: 'stopped' as const, step })),
  awkwardText.map((error) => ({ kind: 'failed' as const, error })),
);

const entry = (labels: readonly string[], metric: string, index: number): fc.Arbitrary<TrialEntry> =>
  fc
    .record({
      outcome,
      loss: metricValue,
      id: fc.oneof({ weight: 3, arbitrary: fc.constant(`trial${index}`) }, awkwardText),
      values: fc.array(value, { minLength: labels.length, maxLength: labels.length }),
      executed: fc.boolean(),
      durationMs: fc.nat(1e8),
    })
    .map((made) => ({
      number: index,
      executed: made.executed,
      result: {
        schemaVersion: 1,
        id: made.id,
        seed: '0',
        params: Object.fromEntries(
          labels.map((label, position) => [label, made.values[position] ?? null]),
        ) as JsonObject,
        outcome: made.outcome,
        metrics:
          made.outcome.kind === 'failed' || made.loss === undefined
            ? {}
            : { [metric]: made.outcome.kind === 'diverged' ? 'NaN' : made.loss },
      },
      run: {
        schemaVersion: 1,
        runId: 'run',
        startedAt: '2026-01-01T00:00:00.000Z',
        durationMs: made.durationMs,
        versions: {},
        machine: {},
      },
    }));

/** Any report that a sweep can have, and worse. */
export const arbitraryReport: fc.Arbitrary<SweepReport> = fc
  .record({
    metric: awkwardText.filter((name) => name !== '__proto__'),
    goal: fc.constantFrom('minimize' as const, 'maximize' as const),
    labels: fc.uniqueArray(
      fc.constantFrom(
        'a',
        'b',
        'stepSize',
        'long_name_of_a_parameter',
        '_x-1',
        '<script>x</script>',
        '\u001b[2J',
        'na\u202eme',
        '漢字',
      ),
      { minLength: 1, maxLength: 4 },
    ),
    count: fc.integer({ min: 1, max: 12 }),
    text: awkwardText,
  })
  .chain(({ metric, goal, labels, count, text }) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => entry(labels, metric, index))).map((trials) => ({
      sweep: 'tune',
      project: text,
      file: `${text}/tune.yaml`,
      method: 'grid',
      metric: { name: metric, goal },
      parameters: labels,
      trials,
    })),
  );
