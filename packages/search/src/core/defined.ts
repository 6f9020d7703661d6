/** `T` with each field that may be undefined made optional instead. */
export type Defined<T> = T extends unknown
  ? { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
      [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
    }
  : never;

/** Drops the fields that are undefined, so that `{ x: undefined }` becomes the `{}` that an optional `x` asks for. */
export function defined<const T extends object>(fields: T): Defined<T> {
  const known: Partial<T> = {};
  for (const key in fields) if (Object.hasOwn(fields, key) && fields[key] !== undefined) known[key] = fields[key];
  return known as Defined<T>;
}
