import type { JsonObject } from '@nx-tune/search';
import type { ParameterEntries } from '@nx-tune/sweep';

/**
 * The type of the params of a sweep's trials: `Params<typeof sweep>`. Listed values are literals, ranges are numbers,
 * nested parameters are objects, and parameters with a condition are optional. Without a sweep, it allows any params.
 */
export type Params<Sweep = unknown> = unknown extends Sweep
  ? JsonObject
  : Sweep extends { readonly parameters: infer Entries extends ParameterEntries }
    ? [AlternativesOf<Sweep>] extends [never]
      ? ParamsOf<Entries>
      : WithAlternative<Entries, AlternativesOf<Sweep>>
    : never;

type AlternativesOf<Sweep> = Sweep extends { readonly union?: infer Union }
  ? Union extends readonly (infer Alternative extends ParameterEntries)[]
    ? Alternative
    : never
  : never;

/** Distributes over the alternatives. */
type WithAlternative<Entries extends ParameterEntries, Alternative> = Alternative extends ParameterEntries
  ? Flat<ParamsOf<Entries> & ParamsOf<Alternative>>
  : never;

type ParamsOf<Entries extends ParameterEntries> = Flat<
  {
    readonly [Name in keyof Entries as IsOptional<Entries[Name]> extends true ? never : Name]: ParamOf<Entries[Name]>;
  } & {
    readonly [Name in keyof Entries as IsOptional<Entries[Name]> extends true ? Name : never]?: ParamOf<Entries[Name]>;
  }
>;

type ParamOf<Entry> = Entry extends { readonly parameters: infer Inner extends ParameterEntries }
  ? ParamsOf<Inner>
  : Entry extends { readonly value: infer Value }
    ? Value
    : Entry extends { readonly values: readonly (infer Value)[] }
      ? Value
      : number;

/** A group that contains only conditional parameters may be absent too. */
type IsOptional<Entry> = Entry extends { readonly when: unknown }
  ? true
  : Entry extends { readonly parameters: infer Inner extends ParameterEntries }
    ? false extends { [Name in keyof Inner]: IsOptional<Inner[Name]> }[keyof Inner]
      ? false
      : true
    : false;

type Flat<T> = { [Key in keyof T]: T[Key] } & {};
