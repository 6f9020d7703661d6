/** An error for something that a TypeScript sweep file must not contain, thrown and caught within this folder. */
export class Unreadable extends Error {
  readonly at: number;
  readonly found: string | undefined;
  readonly remedy: string | undefined;

  constructor(at: number, rule: string, found?: string, remedy?: string) {
    super(rule);
    this.at = at;
    this.found = found;
    this.remedy = remedy;
  }
}
