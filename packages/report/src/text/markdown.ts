import { escapeControl } from './escapeControl.js';

/** Escapes a text so that Markdown shows it as it is. */
export const escapeMarkdown = (text: string): string => escapeControl(text).replace(/[\\`*_[\]<>#|~&]/g, '\\$&');

/** A row of a table, from cells that are Markdown. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
