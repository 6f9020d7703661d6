/** A broken relation between keys, with the path of the key that it is about. */
export interface Finding {
  readonly at: readonly PropertyKey[];
  readonly rule: string;
  readonly found?: string;
  readonly remedy?: string;
}
export type Found<T> =
  | { readonly value: T; readonly problems?: undefined }
  | { readonly value?: undefined; readonly problems: readonly Finding[] };
