import type { ParameterEntry, SweepFile } from '@nx-tune/search';

import type { Entries } from './params.js';

/** A sweep as `tune.yaml` or `tune.config.ts` writes it. */
export type SweepConfig = SweepFile;

/** A sweep that knows the types of its parameters. */
export interface DefinedSweep<Common extends Entries, Alternatives extends readonly Entries[]> extends Omit<
  SweepFile,
  'parameters' | 'union'
> {
  readonly parameters: Common;
  readonly union?: Alternatives;
}

/** Keys that a parameter does not have are mistakes at any depth. */
type Known<All> = { readonly [Name in keyof All]: KnownEntry<All[Name]> };
type KnownEntry<Entry> = {
  readonly [Key in keyof Entry]: Key extends 'parameters'
    ? Known<Entry[Key]>
    : Key extends keyof ParameterEntry
      ? unknown
      : never;
};

/**
 * Returns the sweep, and gives it its type: `Params<typeof sweep>` is what trials get. A sweep file is read without
 * being run, so it holds literals, constants, spreads of them and arithmetic on numbers.
 *
 * @example
 * const sweep = defineSweep({
 *   objective: './src/objective.ts',
 *   method: 'grid',
 *   metric: { name: 'loss', goal: 'minimize' },
 *   parameters: { optimizer: { values: ['sgd', 'adam'] } },
 * });
 * export default sweep;
 */
export function defineSweep<const Common extends Entries, const Alternatives extends readonly Entries[] = readonly []>(
  sweep: DefinedSweep<
    Common & Known<Common>,
    Alternatives & { readonly [Index in keyof Alternatives]: Known<Alternatives[Index]> }
  >,
): DefinedSweep<Common, Alternatives> {
  return sweep;
}
