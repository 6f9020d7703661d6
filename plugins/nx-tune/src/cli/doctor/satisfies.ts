/** Whether a version is in a range made of `^1.2.3`, `~1.2.3`, `>=1.2.3` and `||`: what nx-tune's own package.json says. Undefined for another range. */
export function satisfies(version: string, range: string): boolean | undefined {
  const has = numbers(version);
  const parts = range.split('||').map((part) => /^\s*(\^|~|>=)\s*(\d+(?:\.\d+){0,2})\s*$/.exec(part));
  if (has === undefined || parts.includes(null)) return undefined;
  return parts.some((part) => {
    const [, sign = '', text = ''] = part ?? [];
    const wanted = numbers(text) ?? [0, 0, 0];
    const fixed = sign === '^' ? 1 : sign === '~' ? 2 : 0;
    return compare(has, wanted) >= 0 && wanted.slice(0, fixed).every((number, index) => number === has[index]);
  });
}

function numbers(text: string): number[] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  return found?.slice(1, 4).map((part) => Number(part || 0));
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((number, index) => number - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
