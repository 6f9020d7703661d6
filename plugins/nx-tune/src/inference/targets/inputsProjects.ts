import { posix } from 'node:path';

import { canonicalJson, digest, type JsonObject } from '@nx-tune/search';
import type { DeclaredInput, Resources } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { engineVersion, inputsExecutor, trialTag } from '../../constants.js';
import type { Project } from '../../study/project.js';
import { outputRoot, type Projects } from './projects.js';
import type { ReadyPlan } from '../sweepPlan.js';
import { trialInputs } from './trialInputs.js';

/** Thousands of trials share a few sets of sweeps, hence of inputs. */
export function inputsOfPlans(owner: Project): (plans: readonly ReadyPlan[]) => InputsProject {
  const known = new Map<string, InputsProject>();
  return (plans) => {
    const key = JSON.stringify(plans.map(({ name }) => name));
    const inputs = known.get(key) ?? inputsProject(owner, plans);
    known.set(key, inputs);
    return inputs;
  };
}

/** What trials depend on beside their definitions, as a project and as what their targets share. */
export interface InputsProject {
  readonly root: string;
  readonly project: Projects[string] & { readonly name: string };
  readonly shared: Pick<TargetConfiguration, 'inputs'> & {
    readonly options: { readonly code: string; readonly engine: number; readonly resources?: Resources };
  };
}

/**
 * A task whose hash covers what trials depend on beside their definitions. Nx tells a batch nothing of the hashes of its
 * tasks, so this one writes its own down, for the journal of finished trials. Most sweeps of a project share it.
 */
function inputsProject(owner: Project, plans: readonly ReadyPlan[]): InputsProject {
  const [first] = plans as [ReadyPlan];
  const inputs = trialInputs(owner, first.sweep, union(plans), first.unwatched);
  const resources = largest(plans);
  const options = {
    code: first.code,
    engine: engineVersion,
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
  };
  const id = digest(canonicalJson([inputs, options] as unknown as JsonObject), 12);
  const target: TargetConfiguration = {
    executor: inputsExecutor,
    cache: true,
    inputs,
    outputs: ['{projectRoot}'],
    options,
    metadata: {
      description: 'What the trials of a sweep depend on',
      technologies: ['nx-tune'],
      entries: [
        ...new Set(plans.flatMap(({ entries }) => entries.map((entry) => posix.join(owner.root, entry)))),
      ].sort(),
    },
  };
  const project = { name: `${owner.name}~inputs~${id}`, tags: [trialTag], targets: { inputs: target } };
  return { root: outputRoot(owner, `inputs/${id}`), project, shared: { inputs, options } };
}

/** A trial that several sweeps ask for gets what the most demanding of them asks for. */
function largest(plans: readonly ReadyPlan[]): Resources {
  const most = (key: 'cpus' | 'gpus'): number => Math.max(0, ...plans.map(({ sweep }) => sweep.resources[key] ?? 0));
  const [cpus, gpus] = [most('cpus'), most('gpus')];
  return { ...(cpus > 0 ? { cpus } : {}), ...(gpus > 0 ? { gpus } : {}) };
}

/** All declared inputs of the sweeps that share a trial, in an order that does not depend on the sweeps'. */
function union(plans: readonly ReadyPlan[]): DeclaredInput[] {
  const all = plans.flatMap(({ sweep }) => sweep.inputs).map((input) => [JSON.stringify(input), input] as const);
  return [...new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1))).values()];
}
