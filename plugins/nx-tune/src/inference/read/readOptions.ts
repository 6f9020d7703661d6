import { join } from 'node:path';

import { formatProblem, lineOfKey, parseSweepDefaults, type Problem, type SweepDefaults } from '@nx-tune/sweep';

import { readText } from '../../study/readText.js';

const file = 'nx.json';

/** The plugin's options in `nx.json`, or messages about what is wrong with them. */
export type ReadOptions =
  | { readonly ok: true; readonly defaults: SweepDefaults }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the plugin's options. Never throws for an error of the user: that would break every Nx command. */
export function readOptions(workspaceRoot: string, options: unknown): ReadOptions {
  const parsed = parseSweepDefaults(file, options ?? {});
  if (parsed.ok) return { ok: true, defaults: parsed.value };
  const lineOf = findLines(workspaceRoot);
  return {
    ok: false,
    problems: parsed.problems.map((problem) => formatProblem(located(problem, lineOf(problem.path)))),
  };
}

function located({ line: lineOfOptions, ...problem }: Problem, line: number | undefined): Problem {
  const path = ['plugins', 'nx-tune', 'options', problem.path].filter((part) => part !== '').join('.');
  return { ...problem, path, ...(line === undefined || lineOfOptions === undefined ? {} : { line }) };
}

/** Nx passes only the options; their lines are looked up when there is an error to report. */
function findLines(workspaceRoot: string): (key: string) => number | undefined {
  const text = readText(join(workspaceRoot, file)) ?? '';
  const index = pluginEntries(text).findIndex((entry) => typeof entry === 'object' && entry?.plugin === 'nx-tune');
  return (key) => (index < 0 ? undefined : lineOfKey(file, text, `plugins.${index}.options.${key}`));
}

type PluginEntry = string | { readonly plugin?: unknown } | null;

/** The entries under `plugins`; none if the options come from a file that `nx.json` extends, and then there is no line to name. */
function pluginEntries(text: string): readonly PluginEntry[] {
  try {
    const { plugins } = JSON.parse(text) as { readonly plugins?: readonly PluginEntry[] };
    return plugins ?? [];
  } catch {
    return [];
  }
}
