import { posix } from 'node:path';

import { canonicalJson, defined, digest, type Json } from '@nx-tune/search';
import { beforeTarget, type DeclaredInput, inputsName, type SweepResources, taskName } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import {
  caseInputsExecutor,
  codeMadeLater,
  engineVersion,
  inputsExecutor,
  madeFile,
  othersVariable,
  wandbShimVersion,
} from '../../constants.js';
import type { Loader } from '../../imports/loader.js';
import { joinUnseen, nothingUnseen } from '../../imports/unseenByNx.js';
import type { Project } from '../../study/project.js';
import type { Dependencies } from '../../study/userDependencies.js';
import type { CaseInputs } from '../read/caseInputs.js';
import { inputsOfCommand } from '../read/commandWords.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { escapeGlob } from './globs.js';
import { type InputsCoverage, inputsCoverage } from './inputsCoverage.js';
import { type InferredProjects, outputIn, outputRoot, taskProject } from './projects.js';
import { trialInputs, leaveOut } from './trialInputs.js';

/** Everything that trials depend on besides their definitions: as a project, and as the parts that their targets repeat. */
export interface InputsProject {
  readonly root: string;
  readonly configuration: InferredProjects[string] & { readonly name: string };
  readonly inputs: NonNullable<TargetConfiguration['inputs']>;
  readonly options: {
    readonly code: string;
    readonly engine: number;
    readonly resources?: SweepResources;
    /** The version of our `wandb`, if trials import that. */
    readonly wandb?: number;
  };
}

/** The metadata of an `inputs` target, which is not hashed. */
export interface InputsMetadata {
  /** Files that the objective starts with, relative to the workspace. */
  readonly entries: readonly string[];
  /** The program that loads them. */
  readonly loader: Loader;
  readonly coverage: InputsCoverage;
  /** `name@version` of the packages whose programs a command runs, and of all that they depend on. */
  readonly packages: readonly string[];
  /** The sweep file whose code is digested when other tasks have run, in the folder of the project. */
  readonly sweepFile?: string;
  /** The tasks that run before the trials. */
  readonly before?: Dependencies;
  /** Globs of the files that are cases, which these inputs leave out. */
  readonly otherCases?: readonly string[];
  /** Files that sweep files extend, which these inputs leave out. */
  readonly bases?: readonly string[];
  /** Environment variables that count because of `.env` files, which is where secrets are. */
  readonly dotenv: readonly string[];
}

/** Returns the inputs project of any sweeps that share trials. Thousands of trials share a few sets, so each is built once. */
export function inputsProjectOf(project: Project): (plans: readonly ValidSweepPlan[], on?: Json) => InputsProject {
  const built = new Map<string, InputsProject>();
  return (plans, on) => {
    const ofCase = on === undefined ? undefined : plans[0]?.cases.inputs.get(canonicalJson(on));
    const key = JSON.stringify([plans.map(({ name }) => name), ofCase === undefined ? null : on]);
    const inputs = built.get(key) ?? buildInputsProject(project, plans, ofCase);
    built.set(key, inputs);
    return inputs;
  };
}

/**
 * Builds a task whose hash covers everything that trials depend on besides their definitions. Nx does not give a batch the
 * hashes of its tasks, so this task writes down its own, for the journal of finished trials. Most sweeps of a project share it.
 */
function buildInputsProject(project: Project, plans: readonly ValidSweepPlan[], ofCase?: CaseInputs): InputsProject {
  const [first] = plans as [ValidSweepPlan];
  const before = plans.filter((plan) => plan.before.length > 0);
  // What is not there yet must not decide about the hash: the code is digested again when the tasks before have run.
  const unseen = joinUnseen([
    first.before.length > 0 ? first.reached.always : first.unseen,
    ofCase?.unseen ?? nothingUnseen,
  ]);
  const declared = inOrder([...first.sweep.inputs, ...inputsOfCommand(first.words), ...(ofCase?.declared ?? [])]);
  const inputs = trialInputs(project, first, declared, unseen);
  const { resources, objective } = first.sweep;
  const options = {
    code: before.length > 0 ? codeMadeLater : first.code,
    engine: engineVersion,
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
    ...(objective.kind === 'command' && objective.wandb !== undefined ? { wandb: wandbShimVersion } : {}),
  };
  const id = inputsId(inputs, options, first);
  const entries = plans.flatMap((plan) => plan.entries.map((entry) => posix.join(project.root, entry)));
  const metadata: InputsMetadata = {
    ...(before.length > 0 ? { sweepFile: first.file } : {}),
    loader: first.loader,
    entries: [...new Set(entries)].sort(),
    dotenv: first.dotenv,
    coverage: inputsCoverage(project, declared, first.words, unseen),
    ...defined({ otherCases: first.otherCases, bases: first.bases }),
    ...(before.length > 0 ? { before: first.before } : {}),
    packages: [...new Set(plans.flatMap(({ words }) => words.packages))].sort(),
  };
  const root = outputRoot(project, `inputs/${id}`);
  const target: TargetConfiguration = {
    executor: ofCase === undefined ? inputsExecutor : caseInputsExecutor,
    cache: before.length === 0,
    ...(before.length > 0
      ? { dependsOn: before.map(({ name }) => ({ projects: [project.name], target: beforeTarget(name) })) }
      : {}),
    inputs: [
      ...inputs,
      // Of this task alone: beside another run it is not restored, but waits for its turn.
      { env: othersVariable },
      ...(before.length > 0 ? [{ dependentTasksOutputFiles: '**/*', transitive: true }] : []),
    ],
    outputs: [outputIn(root)],
    options,
    metadata: {
      description: 'Digest of everything that the trials of a sweep depend on',
      technologies: ['nx-tune'],
      ...metadata,
    },
  };
  const configuration = taskProject(taskName(project.name, inputsName(id)), { inputs: target });
  const madeInputs = before.length > 0 ? [...inputs, { dependentTasksOutputFiles: `**/${madeFile}` }] : inputs;
  return { root, configuration, inputs: madeInputs, options };
}

/** The declared inputs in an order that does not depend on that of the sweep file. */
function inOrder(inputs: readonly DeclaredInput[]): DeclaredInput[] {
  const all = inputs.map((input) => [JSON.stringify(input), input] as const);
  return [...new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1))).values()];
}

/**
 * Names an `inputs` task by what it hashes and by the tasks before it, so that a change of either by others shows. That it leaves
 * out files that are cases counts, but not which: a further case must not change what the trials on the others are known by.
 * Files that sweep files extend change nothing.
 */
export function inputsId(
  inputs: TargetConfiguration['inputs'] = [],
  options: TargetConfiguration['options'],
  { before = [], otherCases, bases = [] }: Pick<InputsMetadata, 'before' | 'otherCases' | 'bases'>,
): string {
  const leftOut = new Set([...(otherCases ?? []).map(leaveOut), ...bases.map((file) => leaveOut(escapeGlob(file)))]);
  const counted = inputs.filter((input) => typeof input !== 'string' || !leftOut.has(input));
  const more = [...(before.length === 0 ? [] : [before]), ...(otherCases === undefined ? [] : ['cases'])];
  return digest(canonicalJson([counted, options, ...more] as never), 12);
}
