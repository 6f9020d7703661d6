import { runGenerated } from './support/runGenerated.js';

/**
 * Random edits of random workspaces. After each one, a cache by Nx's own hashes must hold what the objectives compute
 * without any cache. `support/generated/forms.ts`, `targets.ts`, `packages.ts`, `data.ts`, `words.ts` and `python.ts` list
 * what objectives load and read, and `undeclared.ts` what no hash can know: the witness of a run must report that, and nothing
 * else, so that its result is not cached.
 */
const seed = process.env['NX_TUNE_GENERATED_SEED'] ?? '1';
const edits = Number(process.env['NX_TUNE_GENERATED_EDITS'] ?? 100);

/** An edit takes half a second on a machine of its own. */
const timeoutMs = 60_000 + 5_000 * edits;

test(
  `after each of ${edits} random edits, results are those of a run without a cache`,
  async () => {
    const { findings, ...report } = await runGenerated(seed, edits);
    expect(findings).toEqual([]);
    expect(report.edits).toBe(edits);
    // Else it tests little.
    expect(report.changedValues).toBeGreaterThan(edits / 3);
  },
  timeoutMs,
);
