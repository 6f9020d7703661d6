/** A value that JSON can carry. Everything that stands in a sweep file or in a result is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * `T` if JSON can carry it. An interface is not assignable to `JsonObject`, since it may be extended, but to this it is;
 * functions, symbols, bigints and unknown values are not, and neither is undefined except as an absent field.
 */
export type Serialisable<T> = T extends Json
  ? T
  : T extends NotSerialisable
    ? never
    : T extends readonly (infer Item)[]
      ? readonly Serialisable<Item>[]
      : T extends object
        ? { readonly [K in keyof T]: Serialisable<Exclude<T[K], undefined>> | Extract<T[K], undefined> }
        : never;

type NotSerialisable = undefined | bigint | symbol | ((...parameters: never) => unknown);
