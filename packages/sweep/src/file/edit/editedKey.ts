/** A key of a sweep file to which something is added. */
export interface EditedKey {
  readonly key: string;
  readonly kind: 'list' | 'mapping';
}

/** The brackets of a value. */
export const bracketsOf = ({ kind }: EditedKey): readonly [string, string] =>
  kind === 'list' ? ['[', ']'] : ['{', '}'];
