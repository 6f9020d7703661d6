import type { ParameterEntries, ParameterEntry, SweepFile, WrittenGoals } from '@nx-tune/sweep';

/** A sweep as it is written in `tune.yaml` or `tune.config.ts`. */
export type SweepConfig = SweepFile;

/** A sweep that knows the types of its parameters. */
export type DefinedSweep<Entries extends ParameterEntries, Alternatives extends readonly ParameterEntries[]> = Omit<
  SweepFile,
  'parameters' | 'union' | 'metric' | 'metrics'
> &
  WrittenGoals & {
    readonly parameters: Entries;
    readonly union?: Alternatives;
  };

/** Rejects unknown keys of a parameter at any depth, and conditions on anything that is not a parameter. */
type OnlyKnownKeys<Entries, Labels> = { readonly [Name in keyof Entries]: OnlyEntryKeys<Entries[Name], Labels> };
type OnlyEntryKeys<Entry, Labels> = {
  readonly [Key in keyof Entry]: Key extends 'parameters'
    ? OnlyKnownKeys<Entry[Key], Labels>
    : Key extends 'when'
      ? { readonly [Label in keyof Entry[Key]]: Label extends Labels ? unknown : never }
      : Key extends keyof ParameterEntry
        ? unknown
        : never;
};

/** `model.depth` is the label of the parameter `depth` nested in `model`. */
type LabelsOf<Entries, Prefix extends string = ''> = {
  [Name in keyof Entries & string]: Entries[Name] extends { readonly parameters: infer Inner }
    ? LabelsOf<Inner, `${Prefix}${Name}.`>
    : `${Prefix}${Name}`;
}[keyof Entries & string];

/**
 * Returns the sweep with its type: `Params<typeof sweep>` is the type of the params that trials get. A sweep file is read
 * without being run, so it may contain only literals, constants, spreads of them and arithmetic on numbers.
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
  const Entries extends ParameterEntries,
  const Alternatives extends readonly ParameterEntries[] = readonly [],
>(
  sweep: DefinedSweep<
    Entries & OnlyKnownKeys<Entries, LabelsOf<Entries>>,
    Alternatives & {
      readonly [Index in keyof Alternatives]: OnlyKnownKeys<
        Alternatives[Index],
        LabelsOf<Entries> | LabelsOf<Alternatives[Index]>
      >;
    }
  >,
): DefinedSweep<Entries, Alternatives> {
  return sweep;
}
