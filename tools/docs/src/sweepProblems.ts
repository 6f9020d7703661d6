import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type BaseReader, formatProblem, parseSweep, sweepFileSchema } from '@nx-tune/sweep';
import { parse } from 'yaml';

const presets = join(__dirname, '../../../plugins/nx-tune/presets');

/** A page shows no file that another one extends, but may extend presets. */
const onlyPresets: BaseReader = {
  file: () => undefined,
  preset: (name) => readFileSync(join(presets, `${name}.yaml`), 'utf8'),
  presets: readdirSync(presets).map((file) => file.replace(/\.yaml$/, '')),
};

/** Completes a part of a sweep file. */
const rest = {
  objective: './objective.ts',
  method: 'grid',
  metric: { name: 'loss' },
  parameters: { x: { values: [1] } },
};

const isWhole = (data: object): boolean =>
  ['method', 'parameters'].every((key) => key in data) && ('metric' in data || listsGoals(data));

const listsGoals = (data: object): boolean => 'metrics' in data && Array.isArray(data.metrics);

/**
 * Finds what is wrong with a fence in YAML or JSON. A whole sweep file must be a valid sweep, and a part of one must have
 * valid keys and values. Other files only need to be well-formed.
 */
export function sweepProblems(language: string, text: string): string[] {
  if (language !== 'yaml' && language !== 'json') return [];
  const data = (language === 'json' ? JSON.parse(text) : parse(text)) as unknown;
  if (typeof data !== 'object' || data === null || isOfNx(data)) return [];
  if (isWhole(data)) return problemsOf(`tune.${language}`, text);
  const { metric, ...others } = rest;
  const merged = { ...others, ...(!listsGoals(data) && { metric }), ...data };
  if ('parameters' in data) return problemsOf('tune.json', JSON.stringify(merged));
  const parsed = sweepFileSchema.safeParse(merged);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** Recognizes project.json, nx.json, package.json and workflows, which pages show too. */
const isOfNx = (data: object): boolean =>
  ['targets', 'plugins', 'pluginsConfig', 'implicitDependencies', 'dependencies', 'release', 'jobs'].some(
    (key) => key in data,
  );

function problemsOf(file: string, text: string): string[] {
  const parsed = parseSweep('tune', file, text, {}, onlyPresets);
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}
