import { formatProblem, parseSweep } from '@nx-tune/sweep';

import { presetNames, presetText, workspaceBases } from '../src/study/workspaceBases.js';

test('there are presets for common set-ups', () => {
  expect(presetNames()).toEqual([
    'adam',
    'brotli',
    'gradient-boosting',
    'momentum-sgd',
    'random-forest',
    'sqlite-pragmas',
    'svm',
    'v8-heap',
    'zstd',
  ]);
});

test.each(presetNames())('%s has ranges, and baselines with a note and a source', (name) => {
  const text = `extends: nx-tune/presets/${name}\nobjective: ./a.js\nmethod: random\nmetric: { name: loss }\n`;
  const parsed = parseSweep('tune', 'a/tune.yaml', text, {}, workspaceBases('/nowhere'));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const { baselines = [], space } = parsed.value;
  expect(space.length).toBeGreaterThan(0);
  expect(baselines[0]?.name).toBe('folklore');
  for (const { note, source } of baselines) expect([note, source]).toEqual([expect.any(String), expect.any(String)]);
  expect(presetText(name)).toMatch(/^# /);
});
