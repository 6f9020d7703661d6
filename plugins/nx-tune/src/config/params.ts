import type { JsonObject } from '@nx-tune/search';
import type { ParameterEntry } from '@nx-tune/sweep';

/** Parameters as a sweep writes them. */
export type ParameterEntries = { readonly [name: string]: ParameterEntry };

/**
 * The params that a trial of a sweep has: `Params<typeof sweep>`. Listed values are literals, ranges are numbers, nested
 * parameters are objects, and what has a condition is optional. Without a sweep, any params.
 */
export type Params<Sweep = unknown> = unknown extends Sweep
  ? JsonObject
  : Sweep extends { readonly parameters: infer Common extends ParameterEntries }
    ? [AlternativesOf<Sweep>] extends [never]
      ? ParamsOf<Common>
      : WithAlternative<Common, AlternativesOf<Sweep>>
    : never;

type AlternativesOf<Sweep> = Sweep extends { readonly union?: infer Union }
  ? Union extends readonly (infer Alternative extends ParameterEntries)[]
    ? Alternative
    : never
  : never;

/** Distributes over the alternatives. */
type WithAlternative<Common extends ParameterEntries, Alternative> = Alternative extends ParameterEntries
  ? Flat<ParamsOf<Common> & ParamsOf<Alternative>>
  : never;

type ParamsOf<All extends ParameterEntries> = Flat<
  { readonly [Name in keyof All as IsOptional<All[Name]> extends true ? never : Name]: ParamOf<All[Name]> } & {
    readonly [Name in keyof All as IsOptional<All[Name]> extends true ? Name : never]?: ParamOf<All[Name]>;
  }
>;

type ParamOf<Entry> = Entry extends { readonly parameters: infer Inner extends ParameterEntries }
  ? ParamsOf<Inner>
  : Entry extends { readonly value: infer Value }
    ? Value
    : Entry extends { readonly values: readonly (infer Value)[] }
      ? Value
      : number;

/** A group that has nothing but conditional parameters may be absent too. */
type IsOptional<Entry> = Entry extends { readonly when: unknown }
  ? true
  : Entry extends { readonly parameters: infer Inner extends ParameterEntries }
    ? false extends { [Name in keyof Inner]: IsOptional<Inner[Name]> }[keyof Inner]
      ? false
      : true
    : false;

type Flat<T> = { [Key in keyof T]: T[Key] } & {};
