import { hash } from 'node:crypto';

/** Digits and lower-case letters: safe in file names that ignore case, and shorter than hexadecimal. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** SHA-256 of a text as `length` characters of 5 bits each (Crockford's base 32). */
export function digest(text: string, length: number): string {
  const bytes = hash('sha256', text, 'buffer');
  let found = '';
  for (let index = 0; index < length; index++) found += alphabet[fiveBits(bytes, index * 5)];
  return found;
}

function fiveBits(bytes: Buffer, bit: number): number {
  const byte = Math.floor(bit / 8);
  const pair = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
  return (pair >> (11 - (bit % 8))) & 31;
}
