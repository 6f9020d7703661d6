import { createHash } from 'node:crypto';

import { canonicalJson, canonicalJsonText, digest } from '@nx-tune/search';
import * as fc from 'fast-check';

import {
  fromMetricValue,
  parseResult,
  toMetricValue,
  type TrialDefinition,
  trialId,
  trialName,
} from '../../src/index.js';

const definition: TrialDefinition = {
  objective: { kind: 'module', path: 'src/objective.ts' },
  params: { stepSize: 0.1, momentum: 0.9 },
  seed: '4787',
};

describe('canonical JSON', () => {
  test('reads back as the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as never);
        expect(canonicalJson(JSON.parse(text) as never)).toBe(text);
        expect(canonicalJson(reversed(value) as never)).toBe(text);
      }),
    );
  });

  test('its bytes', () => {
    expect(canonicalJson({ b: [1, -0, 1e21, 1e-7], a: { d: null, c: 'é"' }, B: true })).toBe(
      '{"B":true,"a":{"c":"é\\"","d":null},"b":[1,0,1e+21,1e-7]}',
    );
    expect(canonicalJsonText({ b: 1, a: [] })).toBe('{\n  "a": [],\n  "b": 1\n}\n');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test('a digest is SHA-256 in groups of five bits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bits = [...createHash('sha256').update(text).digest()]
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join('');
      const expected = Array.from(
        { length: 12 },
        (_, index) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(bits.slice(5 * index, 5 * index + 5), 2)],
      ).join('');
      expect(digest(text, 12)).toBe(expected);
    }),
  );
});

describe('a trial', () => {
  test('its id and name, which must never change: old results hang on them', () => {
    expect(trialId(definition)).toMatchInlineSnapshot(`"edq7vfed8tes"`);
    expect(trialName(definition, trialId(definition))).toMatchInlineSnapshot(
      `"momentum@0.9--stepSize@0.1--edq7vfed8tes"`,
    );
  });

  test('the id depends on each part of the definition, and not on the order of the params', () => {
    const others: TrialDefinition[] = [
      { ...definition, objective: { kind: 'module', path: 'src/other.ts' } },
      { ...definition, objective: { kind: 'command', command: ['src/objective.ts'] } },
      { ...definition, params: { stepSize: 0.1 } },
      { ...definition, params: { stepSize: '0.1', momentum: 0.9 } },
      { ...definition, seed: '4788' },
      { ...definition, replicate: 1 },
    ];
    expect(new Set([definition, ...others].map(trialId)).size).toBe(others.length + 1);
    expect(trialId({ ...definition, params: { momentum: 0.9, stepSize: 0.1 } })).toBe(trialId(definition));
  });

  test('its name is short, ends in the id, and means nothing to a shell or to Nx', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (params) => {
        const name = trialName({ ...definition, params: params as never }, 'id0');
        expect(name).toMatch(/^[A-Za-z0-9@.-]+--id0$/);
        expect(name.length).toBeLessThan(80);
      }),
    );
  });
});

test('metrics survive JSON, the infinite ones by name', () => {
  fc.assert(
    fc.property(fc.double(), (value) =>
      expect(fromMetricValue(JSON.parse(JSON.stringify(toMetricValue(value))) as number)).toBe(value + 0),
    ),
  );
  expect([NaN, Infinity, -Infinity].map(toMetricValue)).toEqual(['NaN', 'Infinity', '-Infinity']);
});

describe('a result that is read', () => {
  const result = {
    schemaVersion: 1,
    id: 'a',
    params: { x: 1 },
    seed: '0',
    outcome: { kind: 'completed' },
    metrics: { loss: 1 },
  };

  test('is the one that was written', () => expect(parseResult(JSON.stringify(result))).toEqual(result));

  test.each([
    ['cut short', JSON.stringify(result).slice(0, -1)],
    ['empty', ''],
    ['of another version', JSON.stringify({ ...result, schemaVersion: 2 })],
    ['of an unknown outcome', JSON.stringify({ ...result, outcome: { kind: 'great' } })],
    ['with a metric that is no number', JSON.stringify({ ...result, metrics: { loss: 'low' } })],
    ['without params', JSON.stringify({ ...result, params: undefined })],
  ])('is none if it is %s', (_, text) => expect(parseResult(text)).toBeUndefined());
});
