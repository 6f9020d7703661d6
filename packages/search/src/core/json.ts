/** A value that JSON can carry. Everything in a sweep file or a result is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * `T` if JSON can carry it. Unlike `JsonObject`, it accepts interfaces. It does not accept functions, symbols, bigints or
 * unknown values, nor undefined except for an absent field.
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
