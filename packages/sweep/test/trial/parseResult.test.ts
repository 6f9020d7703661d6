import * as fc from 'fast-check';

import { parseResult, parseRun } from '../../src/index.js';
import { plainResult, plainRun } from '../../src/trial/plainResult.js';
import { resultFileSchema, runFileSchema } from '../../src/trial/resultFileSchemas.js';

const result = {
  schemaVersion: 1,
  id: 'a',
  params: { x: 1, mode: 'b', on: true, none: null },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 0.5, worst: 'NaN' },
};
const run = {
  schemaVersion: 1,
  runId: '1',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1.5,
  cpuMs: 1,
  versions: { node: '20.20.2' },
  machine: { cores: 2, arch: 'x64' },
  inputs: '12',
  seal: { files: { 'result.json': 'ab' }, artifacts: { files: 0, bytes: 0, digest: 'cd' } },
};

/** Values that some fields of a plain file may not have, or that make it less plain. */
const odd = fc.oneof(
  fc.constantFrom('', 'text', 'huge', 0, -1, null, true),
  fc.constantFrom([], ['x'], {}, { kind: 'diverged' }, { kind: 'completed', step: 3 }, { x: { y: 1 } }, { x: [1] }),
  fc.constantFrom({ loss: 'many' }, { files: {} }, { files: { a: 1 } }, JSON.parse('{"__proto__":1}') as object),
);
/** A file with one key, here or within a key, replaced, added or removed. */
const edited = (file: object): fc.Arbitrary<string> => {
  const keys = [...Object.keys(file), 'replicate', 'value', 'onCrash', 'other', '__proto__'];
  const within = fc.constantFrom(undefined, 'params', 'metrics', 'machine', 'versions', 'seal');
  return fc.record({ key: fc.constantFrom(...keys), value: fc.option(odd, { nil: undefined }), within }).map((edit) => {
    const copy = JSON.parse(JSON.stringify(file)) as Record<string, Record<string, unknown>>;
    const place = (edit.within === undefined ? copy : copy[edit.within]) ?? copy;
    Object.defineProperty(place, edit.key, { value: edit.value, enumerable: true, configurable: true, writable: true });
    // A number that is too large for a double, which only a text can hold.
    return JSON.stringify(copy).replace('"huge"', '1e400');
  });
};

test.each([
  ['result', result, plainResult, parseResult, resultFileSchema],
  ['run', run, plainRun, parseRun, runFileSchema],
] as const)('a plain %s is accepted without its schema, and any other answer is that of the schema', (...row) => {
  const [, file, plain, parse, schema] = row;
  expect(plain(file)).toEqual(schema.parse(file));
  fc.assert(
    fc.property(edited(file), (text) => {
      const answer = schema.safeParse(JSON.parse(text)).data;
      expect(JSON.stringify(parse(text))).toBe(JSON.stringify(answer));
    }),
    { numRuns: 300 },
  );
});
