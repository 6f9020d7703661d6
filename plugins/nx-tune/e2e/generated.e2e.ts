import { createGeneratedWorkspace } from './support/generatedWorkspace.js';

/**
 * Random edits of random workspaces. After each one, a cache by Nx's own hashes must hold what the objectives compute
 * without any cache. What is generated: `support/generated`.
 */
const seed = process.env['NX_TUNE_GENERATED_SEED'] ?? '1';
const edits = Number(process.env['NX_TUNE_GENERATED_EDITS'] ?? 500);

test(`after each of ${edits} random edits, results are those of a run without a cache`, async () => {
  const workspace = createGeneratedWorkspace();
  const { findings, ...report } = await workspace.run(seed, edits);
  workspace.dispose();
  const unknown = findings.filter(({ isKnown }) => !isKnown);
  expect(unknown.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  expect(unknown.filter(({ verdict }) => verdict === 'needless')).toEqual([]);
  expect(report.edits).toBe(edits);
  // Else it tests little.
  expect(report.changedValues).toBeGreaterThan(edits / 3);
});
