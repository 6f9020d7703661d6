import { join } from 'node:path';

import { formatProblem, lineOfKey, parseSweepDefaults, type Problem, type SweepDefaults } from '@nx-tune/sweep';

import { readText } from '../../study/readText.js';

const file = 'nx.json';

/** The options of the plugin in `nx.json`, or what is wrong with them, as messages. */
export type ReadOptions =
  | { readonly ok: true; readonly defaults: SweepDefaults }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Never throws for a user's mistake: that would break every command. */
export function readOptions(workspaceRoot: string, options: unknown): ReadOptions {
  const parsed = parseSweepDefaults(file, options ?? {});
  if (parsed.ok) return { ok: true, defaults: parsed.value };
  const lineOf = findLines(workspaceRoot);
  return {
    ok: false,
    problems: parsed.problems.map((problem) => formatProblem(placed(problem, lineOf(problem.path)))),
  };
}

function placed({ line: ofOptions, ...problem }: Problem, line: number | undefined): Problem {
  const path = ['plugins', 'nx-tune', 'options', problem.path].filter((part) => part !== '').join('.');
  return { ...problem, path, ...(line === undefined || ofOptions === undefined ? {} : { line }) };
}

/** Nx hands over the options alone; where they stand is looked up when there is something to tell. */
function findLines(workspaceRoot: string): (key: string) => number | undefined {
  const text = readText(join(workspaceRoot, file)) ?? '';
  const index = entries(text).findIndex((entry) => typeof entry === 'object' && entry?.plugin === 'nx-tune');
  return (key) => (index < 0 ? undefined : lineOfKey(file, text, `plugins.${index}.options.${key}`));
}

type PluginEntry = string | { readonly plugin?: unknown } | null;

/** Options may come from a file that `nx.json` extends; then there is no line to name. */
function entries(text: string): readonly PluginEntry[] {
  try {
    const { plugins } = JSON.parse(text) as { readonly plugins?: readonly PluginEntry[] };
    return plugins ?? [];
  } catch {
    return [];
  }
}
