/**
 * Says why a whole number cannot be read, or returns undefined. A double has 53 bits, so 9007199254740993 would silently
 * become 9007199254740992: a param, a seed or a limit that nobody wrote. A number that is written again as it was read is
 * fine, so whatever `JSON.stringify` writes is. `source` is the number as written.
 */
export function inexactNumber(
  source: string,
  value: number,
): { readonly message: string; readonly found: string; readonly remedy: string } | undefined {
  const whole = /^([-+]?)(\d+|0[xX][\da-fA-F]+|0o[0-7]+|0[bB][01]+)$/.exec(source.replaceAll('_', ''));
  if (whole === null || !Number.isFinite(value)) return undefined;
  const [, sign = '', digits = ''] = whole;
  const exact = BigInt(digits);
  const rounded = BigInt(Math.abs(value));
  return exact === rounded || digits === String(Math.abs(value))
    ? undefined
    : {
        message: 'a whole number must be one that a double can hold exactly',
        found: `${source} would be rounded to ${sign === '-' ? '-' : ''}${rounded}`,
        remedy: `Quote it, "${source}", which makes it a text.`,
      };
}
