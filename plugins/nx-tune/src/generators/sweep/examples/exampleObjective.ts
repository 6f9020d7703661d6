import type { Language, SweepDraft } from '../sweepDraft.js';
import { commandExample } from './commandExample.js';
import { moduleExample } from './moduleExample.js';
import { pythonExample } from './pythonExample.js';

const examples: Readonly<Record<Language, (draft: SweepDraft) => string | undefined>> = {
  ts: moduleExample,
  js: moduleExample,
  python: pythonExample,
  command: (draft) => (/\.[cm]?js$/.test(draft.objective.path) ? commandExample(draft) : undefined),
};

/** Writes an objective that runs as it is, in the language of the draft; undefined for a command in a language without an example. */
export const exampleObjective = (draft: SweepDraft): string | undefined => examples[draft.objective.language](draft);
