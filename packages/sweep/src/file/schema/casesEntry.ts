import type { JsonObject } from '@nx-tune/search';
import { z } from 'zod';

import { finiteNumber, json, text } from './keys.js';

/** Cases as they are written: their values, or the files that they are. */
export type CasesEntry = readonly CaseValue[] | CaseFilesEntry;

/** A case that is not a file. */
export type CaseValue = string | number | boolean | JsonObject;

/** Globs and paths of files, each of which is a case. */
export interface CaseFilesEntry {
  readonly files: string | readonly string[];
}

const caseValue: z.ZodType<CaseValue> = z.union([text, finiteNumber, z.boolean(), z.record(z.string(), json)]);

const caseFilesEntry: z.ZodType<CaseFilesEntry> = z.strictObject({
  files: z.union([text, z.array(text).min(1)]).describe('Globs and paths in the project, or {workspaceRoot}/...'),
});

export const casesEntry: z.ZodType<CasesEntry> = z.union([z.array(caseValue).min(1), caseFilesEntry]);
