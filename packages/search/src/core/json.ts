/** A value that JSON can carry. Everything that stands in a sweep file or in a result is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
