import { canonicalJson, type Json } from '@nx-tune/search/core';

/** Writes a value into a word of a command: a text as it is, and anything else as JSON, so that a number has one spelling. */
export const placedText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));
