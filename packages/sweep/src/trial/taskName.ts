import { defined, digest, flattenParams, type Json } from '@nx-tune/search/core';

import type { BudgetAmount } from './budget.js';
import type { EvaluationKey } from './evaluationKey.js';
import type { TrialDefinition } from './trial.js';

/**
 * All names that nx-tune gives to Nx projects are made here. People read them in the terminal, as in
 * `_/digits--/stepSize@0.1--4f2a9c1b0d3e`, and they must not change what other commands mean.
 *
 * Nx takes a word for a project if the project's name holds it between characters that are not letters, digits, `@` or `-`:
 * `nx test web` means `@shop/web`. So each part of these names holds `--` or is like `stepSize@0`, which nobody types. In a
 * pattern, `*` does not match `/`: with two of them, no name is matched by `*web*` or `@shop/*`, and since the owner is not in
 * the last segment, none is matched by a pattern for names that end in the owner either.
 */

/** The name of the Nx project of a task, from the name of the user's project and the task's name in that project. */
export const taskName = (project: string, name: string): string => `${tasksPrefix(project)}${name}`;

/** True if a name is that of a task of this project. */
export const isTaskOf = (project: string, name: string): boolean => name.startsWith(tasksPrefix(project));

const tasksPrefix = (project: string): string => `_/${ownerPart(project)}/`;

/** Different for any two projects: `digits--`, `@shop--web` and `any-other-name---0c7h2k9m`. */
function ownerPart(project: string): string {
  if (plainName.test(project)) return `${project}--`;
  const [scope = '', name = '', more] = project.split('/');
  if (more === undefined && plainName.test(scope) && plainName.test(name)) return `${scope}--${name}`;
  return `${withoutBoundaries(project)}---${digest(project, 8)}`;
}

const plainName = /^[A-Za-z0-9@]+(-[A-Za-z0-9@]+)*$/;

/** Nx takes all characters but these for a boundary between parts of a name. */
const withoutBoundaries = (text: string): string => text.replace(/[^A-Za-z0-9@-]/g, '-');

/** Longest text of params in a name; beyond it the middle is cut. */
const longestParams = 64;

/**
 * Names a trial in its project: `momentum@0.9--stepSize@0.1--4f2a9c1b0d3e`, or `stepSize@0.1--replicate@2--4f2a9c1b0d3e`. It is
 * a pure function of the trial. The id distinguishes equal texts.
 */
export function trialName({ params, budget, replicate, case: on }: TrialDefinition, id: string): string {
  const labelled = flattenParams(params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const all = [...labelled, ...Object.entries(budget ?? {})];
  const texts = all.map(([label, value]) => `${withoutBoundaries(label)}@${valueText(value)}`);
  const evaluation = evaluationText({ replicate: replicate ?? 0, ...defined({ case: on }) });
  return `${texts.length === 0 ? 'trial' : shorten(texts.join('--'))}${evaluation}--${id}`;
}

function evaluationText({ replicate, case: on }: EvaluationKey): string {
  const again = replicate === 0 ? '' : `--replicate@${replicate}`;
  return `${on === undefined ? '' : `--case@${shorten(valueText(on))}`}${again}`;
}

/** A point bounds a part, but in a number the parts beside it hold the `@` before or the `--` after. */
const valueText = (value: Json): string =>
  typeof value === 'number'
    ? numberText(Number(value.toPrecision(6)))
    : withoutBoundaries(typeof value === 'string' ? value : JSON.stringify(value));

const numberText = (value: number): string => String(value).replace('+', '');

function shorten(text: string): string {
  const half = longestParams / 2 - 2;
  return text.length <= longestParams ? text : `${text.slice(0, half)}---${text.slice(-half)}`;
}

/** The parts that distinguish the slots of one configuration. */
interface SlotPart {
  readonly budget?: { readonly unit: string; readonly amount: BudgetAmount };
  readonly evaluation?: EvaluationKey;
}

/** Names the trial of a slot, whose params are not known yet, by its number in the search. */
export function slotName(
  method: string,
  number: number,
  searchId: string,
  { budget, evaluation = { replicate: 0 } }: SlotPart = {},
): string {
  const rung = budget === undefined ? '' : `-${withoutBoundaries(budget.unit)}@${valueText(budget.amount)}`;
  return `${method}-${number}${rung}${evaluationText(evaluation)}--${searchId}`;
}

/** Names a trial that runs only if its configuration is among the best, by the name that it would have otherwise. */
export const topName = (name: string): string => `top--${name}`;

/** Names the task that proposes the trials of a generation. */
export const askName = (generation: number, searchId: string): string => `ask-${generation}--${searchId}`;

/** Names the task that decides which trials of a rung go on, or which configurations are the best. */
export const promotionName = (promotionId: string): string => `promote--${promotionId}`;

/** Names the task that digests everything that trials depend on besides their definitions. */
export const inputsName = (inputsId: string): string => `inputs--${inputsId}`;

/** Names the project with the tasks that divide a large sweep into chunks. */
export const chunksName = (inputsId: string): string => `chunks--${inputsId}`;
