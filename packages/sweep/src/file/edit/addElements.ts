/** The positions of the elements of a bracketed list or mapping in a text. */
export interface Elements {
  /** The offset after the opening bracket. */
  readonly open: number;
  /** The last element; absent if there is none. */
  readonly last?: { readonly start: number; readonly end: number };
}

/** Adds elements after the last one, on lines of their own if that has one. Comments stay beside what they are about. */
export function addElements(text: string, { open, last }: Elements, elements: readonly string[]): string {
  if (last === undefined) return `${text.slice(0, open)}${elements.join(', ')}${text.slice(open)}`;
  const [before, after] = [text.slice(0, last.end), text.slice(last.end)];
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.start))?.[1];
  const [line, comma] = /^[ \t]*(,?)[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n)/.exec(after) ?? [];
  if (indent === undefined || line === undefined) return `${before}, ${elements.join(', ')}${after}`;
  const added = elements.join(`,${newline(text)}${indent}`);
  const rest = `${newline(text)}${indent}${added}${comma}${after.slice(line.length)}`;
  return `${before}${comma === '' ? ',' : ''}${line}${rest}`;
}

/** The line break that a text uses. */
export const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
