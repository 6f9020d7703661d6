import type { PlannedTrial, TrialRun } from '@nx-tune/sweep';

import { type ExplainInput, explainTrial, type RecordedResult } from '../../../src/cli/explain/explainTrial.js';
import { renderExplanations } from '../../../src/cli/explain/renderExplanations.js';
import type { InputsSnapshot } from '../../../src/snapshots/inputsSnapshot.js';

const snapshot: InputsSnapshot = {
  files: { 'a.ts': '1', 'b.ts': '2' },
  packages: { tiny: '1.0.0' },
  libraries: { maths: '1' },
  environment: { SCALE: '2', API_TOKEN: 'secret 00' },
  runtime: { 'node -v': 'v20.19.0' },
  settings: { engine: '1', resources: '{}' },
};
const trial = (id: string, params: PlannedTrial['definition']['params'], seed = '7'): PlannedTrial => ({
  id,
  name: `x@1--${id}`,
  definition: { objective: { kind: 'module', path: 'o.ts' }, params, seed },
});
const run: TrialRun = {
  schemaVersion: 1,
  runId: 'r',
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMs: 1,
  versions: {},
  machine: {},
  inputs: 'before',
};
const known = (id: string, more: Partial<RecordedResult> = {}): RecordedResult => ({
  result: { id, params: { x: 1, deep: { y: 2 } }, seed: '7', outcome: { kind: 'completed' } },
  run,
  ...more,
});
const knowledge = (more: Partial<ExplainInput> = {}): ExplainInput => ({
  results: [known('a')],
  inputs: new Map([['before', snapshot]]),
  present: snapshot,
  recordsCrash: false,
  ...more,
});
const a = trial('a', { x: 1, deep: { y: 2 } });

test('another replicate is named as such, and not by its seed', () => {
  const again = {
    ...trial('b', a.definition.params),
    definition: { ...a.definition, seed: '472848765', replicate: 1 },
  };
  expect(explainTrial(again, false, knowledge())).toMatchObject({
    reason: 'new',
    since: 'a',
    changes: [{ kind: 'setting', name: 'replicate', before: '0', after: '1' }],
  });
});

test('a trial in the cache does not run, whatever else is known', () => {
  expect(explainTrial(a, true, knowledge({ results: [], inputs: new Map() }))).toMatchObject({
    runs: false,
    reason: 'cached',
    changes: [],
  });
});

test.each<[string, Partial<InputsSnapshot>, object]>([
  ['a file', { files: { 'a.ts': '9', 'b.ts': '2' } }, { kind: 'file', name: 'a.ts', before: '1', after: '9' }],
  ['a new file', { files: { ...snapshot.files, 'c.ts': '3' } }, { kind: 'file', name: 'c.ts', after: '3' }],
  ['a file that is gone', { files: { 'a.ts': '1' } }, { kind: 'file', name: 'b.ts', before: '2' }],
  ['a package', { packages: { tiny: '2.0.0' } }, { name: 'tiny', before: '1.0.0', after: '2.0.0' }],
  ['a library', { libraries: { maths: '2' } }, { kind: 'configuration of library', name: 'maths' }],
  ['a variable that is unset', { environment: { API_TOKEN: 'secret 00' } }, { name: 'SCALE', before: '2' }],
  ['Node', { runtime: { 'node -v': 'v22.1.0' } }, { name: 'node -v', before: 'v20.19.0', after: 'v22.1.0' }],
  ['the engine', { settings: { ...snapshot.settings, engine: '2' } }, { name: 'engine', before: '1', after: '2' }],
])('%s is named by itself', (_, more, change) => {
  const explanation = explainTrial(a, false, knowledge({ present: { ...snapshot, ...more } }));
  expect(explanation).toMatchObject({ runs: true, reason: 'changed', changes: [change], since: 'a' });
  expect(explanation.changes).toHaveLength(1);
});

test('a new trial is counted from the known one that is closest, in params and seed', () => {
  const results = [known('a', { result: { ...known('a').result, params: { x: 5, deep: { y: 6 } } } }), known('b')];
  expect(explainTrial(trial('c', { x: 1, deep: { y: 3 } }), false, knowledge({ results }))).toMatchObject({
    reason: 'new',
    since: 'b',
    changes: [{ kind: 'parameter', name: 'deep.y', before: '2', after: '3' }],
  });
  expect(explainTrial(trial('c', { x: 1, deep: { y: 2 } }, '8'), false, knowledge({ results })).changes).toEqual([
    { kind: 'setting', name: 'seed', before: '7', after: '8' },
  ]);
  expect(explainTrial(trial('c', { x: 1, deep: { y: 2 } }), false, knowledge({ results })).changes).toEqual([
    { kind: 'setting', name: 'objective, command or stop rule' },
  ]);
  expect(explainTrial(a, false, knowledge({ results: [] }))).toEqual({
    id: 'a',
    name: 'x@1--a',
    runs: true,
    reason: 'new',
    changes: [],
  });
});

test('a crash, a recorded crash, and a result of which only the lock tells', () => {
  const failed = known('a', {
    result: { ...known('a').result, outcome: { kind: 'failed', error: 'oh' } },
  });
  expect(explainTrial(a, false, knowledge({ results: [failed] }))).toMatchObject({ reason: 'crashed', changes: [] });
  const recorded = { ...failed, run: { ...run, onCrash: 'record' as const } };
  expect(explainTrial(a, false, knowledge({ results: [recorded] }))).toMatchObject({
    reason: 'changed',
    changes: [{ kind: 'setting', name: 'on_crash', before: 'record', after: 'fail' }],
  });
  const { run: _, ...locked } = known('a');
  expect(explainTrial(a, false, knowledge({ results: [locked] }))).toMatchObject({ reason: 'not cached', since: 'a' });
});

test('a trial that is proposed by the results of others, which will run, is known but may not be wanted', () => {
  const waiting = explainTrial(a, false, knowledge({ isWaiting: true }));
  expect(waiting).toMatchObject({ runs: true, reason: 'waiting', changes: [], since: 'a' });
  expect(renderExplanations([waiting])).toBe(
    'x@1--a\n  known, but may not be wanted: it is proposed or chosen again when trials that run have other results\n',
  );
  const present = { ...snapshot, files: { ...snapshot.files, 'a.ts': '9' } };
  expect(explainTrial(a, false, knowledge({ isWaiting: true, present })).reason).toBe('changed');
  expect(explainTrial(a, true, knowledge({ isWaiting: true })).reason).toBe('cached');
});

test('words: trials of one reason together; secrets are not shown, nor control characters', () => {
  const present = {
    ...snapshot,
    files: { 'a.ts': '9' },
    environment: { SCALE: '\u001b[31mred', API_TOKEN: 'secret zz' },
  };
  const explanations = ['a', 'b'].map((id) =>
    explainTrial(trial(id, { x: 1, deep: { y: 2 } }), false, knowledge({ results: [known('a'), known('b')], present })),
  );
  const text = renderExplanations([
    ...explanations.map((explanation) => ({ ...explanation, since: 'a' })),
    explainTrial(trial('c', { x: 1 }), true, knowledge()),
  ]);
  expect(text).toMatchInlineSnapshot(`
    "x@1--a
    x@1--b
      will run: since its result of 2026-01-02 03:04:05 UTC, this has changed
        file a.ts: changed
        file b.ts: removed
        environment variable API_TOKEN: (not shown) → (not shown)
        environment variable SCALE: 2 → \\u001b[31mred

    x@1--c
      will not run: Nx's cache has its result
    "
  `);
});
