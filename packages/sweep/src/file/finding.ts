/** A broken relation between keys, with the path of the key that it is about. */
export interface FileFinding {
  readonly at: readonly PropertyKey[];
  readonly rule: string;
  readonly found?: string;
  readonly remedy?: string;
}
export type Normalized<T> =
  | { readonly value: T; readonly problems?: undefined }
  | { readonly value?: undefined; readonly problems: readonly FileFinding[] };
