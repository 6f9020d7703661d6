import { printable } from '@nx-tune/search/core';

/**
 * The only way of a text into YAML that is not written by a library: as it is where YAML, also that of version 1.1, would read
 * nothing else in it, else in quotes. Escapes are in double quotes, where YAML reads those of JSON.
 */
export function yamlText(text: string): string {
  if (plain.test(text) && !word.test(text)) return text;
  return printable(text) === text ? `'${text.replaceAll("'", "''")}'` : printable(JSON.stringify(text));
}

const plain = /^(?:\.{1,2}\/)?[A-Za-z][\w./-]*$/;
const word = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
