import type { ParameterEntry, SweepFile } from '@nx-tune/sweep';

import type { ParameterEntries } from './params.js';

/** A sweep as `tune.yaml` or `tune.config.ts` writes it. */
export type SweepConfig = SweepFile;

/** A sweep that knows the types of its parameters. */
export interface DefinedSweep<
  Common extends ParameterEntries,
  Alternatives extends readonly ParameterEntries[],
> extends Omit<SweepFile, 'parameters' | 'union'> {
  readonly parameters: Common;
  readonly union?: Alternatives;
}

/** Keys that a parameter does not have are mistakes at any depth, and so are conditions on what is no parameter. */
type OnlyKnownKeys<All, Labels> = { readonly [Name in keyof All]: OnlyEntryKeys<All[Name], Labels> };
type OnlyEntryKeys<Entry, Labels> = {
  readonly [Key in keyof Entry]: Key extends 'parameters'
    ? OnlyKnownKeys<Entry[Key], Labels>
    : Key extends 'when'
      ? { readonly [Label in keyof Entry[Key]]: Label extends Labels ? unknown : never }
      : Key extends keyof ParameterEntry
        ? unknown
        : never;
};

/** `model.depth` is the label of what is nested in `model`. */
type LabelsOf<All, Prefix extends string = ''> = {
  [Name in keyof All & string]: All[Name] extends { readonly parameters: infer Inner }
    ? LabelsOf<Inner, `${Prefix}${Name}.`>
    : `${Prefix}${Name}`;
}[keyof All & string];

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
export function defineSweep<
  const Common extends ParameterEntries,
  const Alternatives extends readonly ParameterEntries[] = readonly [],
>(
  sweep: DefinedSweep<
    Common & OnlyKnownKeys<Common, LabelsOf<Common>>,
    Alternatives & {
      readonly [Index in keyof Alternatives]: OnlyKnownKeys<
        Alternatives[Index],
        LabelsOf<Common> | LabelsOf<Alternatives[Index]>
      >;
    }
  >,
): DefinedSweep<Common, Alternatives> {
  return sweep;
}
