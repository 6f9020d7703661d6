import { join } from 'node:path';

import { parseSweep, placeOfKey, sweepFileSchema, sweepName } from '@nx-tune/sweep';
import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { readCachedProjectGraph } from 'nx/src/project-graph/project-graph.js';
import { findMatchingProjects } from 'nx/src/utils/find-matching-projects.js';
import { splitTargetFromNodes } from 'nx/src/utils/split-target.js';

import { readJson } from '../../study/readJson.js';
import { readText } from '../../study/readText.js';
import { workspaceBases } from '../../study/workspaceBases.js';
import { mayNeedCheck } from './mayNeedCheck.js';
import { type OptionsSchema, optionProblems, type TargetOfSweep } from './optionProblems.js';
import { parseCommand, type RunCommand } from './parseCommand.js';

/**
 * Says which options of a command line the targets of sweeps do not take, or returns undefined. Nx compares options with a
 * schema only when it starts a task, which for the target of a sweep is after all its trials. In doubt the command runs, and Nx
 * decides: if other targets run, too, or the project graph is not there.
 */
export function refusedOptions(
  workspaceRoot: string,
  argv: readonly string[],
  readGraph: () => Pick<ProjectGraph, 'nodes'> = readCachedProjectGraph,
): string | undefined {
  if (!mayNeedCheck(argv)) return undefined;
  try {
    const command = parseCommand(argv);
    if (command === undefined || !hasOptions(command)) return undefined;
    const asked = askedTargets(command, readGraph());
    if (asked.length === 0 || !asked.every(({ target }) => isOurs(target))) return undefined;
    const problems = new Set(asked.flatMap((one) => optionProblems(describe(workspaceRoot, one), command)));
    return problems.size === 0
      ? undefined
      : ['Nothing has run, because the targets do not take these options.', ...[...problems].slice(0, mostShown)].join(
          '\n',
        );
  } catch {
    return undefined;
  }
}

/** Nx adds the words themselves to the options that it makes of them. */
const hasOptions = ({ overrides, forgotten }: RunCommand): boolean =>
  Object.keys(overrides).length > 1 || forgotten.length > 0;

const mostShown = 10;

/** A target that a command line asks for. */
interface AskedTarget {
  readonly project: string;
  readonly root: string;
  readonly name: string;
  readonly target: TargetConfiguration;
  readonly targets: Readonly<Record<string, TargetConfiguration>>;
}

/** The targets that a command line asks for. Where the projects are not named, they are those of all projects. */
function askedTargets({ one, targets, projects }: RunCommand, { nodes }: Pick<ProjectGraph, 'nodes'>): AskedTarget[] {
  const [project, target] = one?.includes(':') === true ? splitTargetFromNodes(one, nodes) : [undefined, one];
  const wanted = project === undefined ? projects : [project];
  const names = wanted === undefined ? Object.keys(nodes) : findMatchingProjects([...wanted], nodes);
  return names.flatMap((name) => {
    const { root, targets: all = {} } = nodes[name]?.data ?? { root: '' };
    return (target === undefined ? targets : [target]).flatMap((asked) => {
      const found = all[asked];
      return found === undefined ? [] : [{ project: name, root, name: asked, target: found, targets: all }];
    });
  });
}

/** Shards are targets of Nx's own executor that take any option and read none. */
const isOurs = ({ executor = '', metadata }: TargetConfiguration): boolean =>
  executor.startsWith('nx-tune:') || metadata?.technologies?.includes('nx-tune') === true;

function describe(workspaceRoot: string, { project, root, name, target, targets }: AskedTarget): TargetOfSweep {
  const sweepTarget = name.replace(/-(replay|report|before|shard-\d+)$/, '');
  const schema = schemaOf(target);
  const ownFile = fileOf(targets[sweepTarget] ?? target);
  // `tune-all` means all sweeps of the project.
  const files = (ownFile === undefined ? Object.values(targets).flatMap((one) => fileOf(one) ?? []) : [ownFile]).map(
    (file) => join(root, file),
  );
  const sweepFiles = [...new Set(files)];
  const others = [sweepTarget, `${sweepTarget}-replay`, `${sweepTarget}-report`].flatMap((other) => {
    const found = targets[other];
    return other === name || found === undefined ? [] : [{ task: `${project}:${other}`, schema: schemaOf(found) }];
  });
  return {
    task: `${project}:${name}`,
    schema,
    // A shard has none, and the schema requires one.
    options: { ...('sweepFile' in schema.properties ? { sweepFile: ownFile } : {}), ...optionsOf(target) },
    sweepFile: sweepFiles.join(' or '),
    parameters: new Map(sweepFiles.flatMap((file) => [...parametersOf(workspaceRoot, file)])),
    keys: Object.keys(sweepFileSchema.shape),
    others,
  };
}

const fileOf = (target: TargetConfiguration): string | undefined => {
  const { sweepFile } = optionsOf(target);
  return typeof sweepFile === 'string' ? sweepFile : undefined;
};

const optionsOf = ({ options }: TargetConfiguration): Readonly<Record<string, unknown>> =>
  (options ?? {}) as Readonly<Record<string, unknown>>;

const packageFolder = join(__dirname, '..', '..', '..');

/** The schema of a target's executor; a shard takes what the sweep takes. */
function schemaOf({ executor = '' }: TargetConfiguration): OptionsSchema {
  const [, name = 'tune'] = /^nx-tune:(.+)$/.exec(executor) ?? [];
  const executors = readJson(join(packageFolder, 'executors.json'))?.['executors'] as
    | Readonly<Record<string, { readonly schema: string }>>
    | undefined;
  return readJson(join(packageFolder, executors?.[name]?.schema ?? '')) as unknown as OptionsSchema;
}

/** The parameters of a sweep, and where their values are; none if its file has errors, which the run reports. */
function parametersOf(workspaceRoot: string, file: string): ReadonlyMap<string, string> {
  const text = readText(join(workspaceRoot, file)) ?? '';
  const bases = workspaceBases(workspaceRoot);
  const parsed = parseSweep(sweepName(file.split(/[\\/]/).at(-1) ?? '') ?? '', file, text, {}, bases);
  if (!parsed.ok) return new Map();
  const labels = parsed.value.space.filter(({ path }) => path.length > 0).map(({ label }) => label);
  return new Map(
    labels.map((label) => {
      const place = placeOfKey(file, text, `parameters.${label}`, bases);
      return [label, `${place.file}:${place.line}, parameters.${label}`];
    }),
  );
}
