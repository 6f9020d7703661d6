import { z } from 'zod';

import type { Checked } from './problem.js';
import { sweepFileSchema } from './schema/sweepFileSchema.js';
import type { SweepFile } from './schema/sweepKeys.js';
import { schemaProblems } from './schemaProblems.js';

const keys = { isolation: true, timeout: true, memory: true, retries: true, fail_fast: true, shards: true } as const;

/** Defaults of a workspace for all its sweep files: how trials run, and nothing that their results depend on. */
export type SweepDefaults = Pick<SweepFile, keyof typeof keys>;

/** Has the same keys and rules as a sweep file. */
const schema = sweepFileSchema.pick(keys);

/** Checks defaults. `file` is where they are; the paths of problems are keys of `value`, and their lines mean nothing. */
export function parseSweepDefaults(file: string, value: unknown): Checked<SweepDefaults> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const source = { value, placeOf: () => ({ file, line: 0 }) };
  return { ok: false, problems: schemaProblems(source, parsed.error.issues, schema) };
}

/** The JSON schema of defaults (draft 2020-12). */
export function sweepDefaultsJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { io: 'input' }), title: 'Options of nx-tune in nx.json' };
}
