import { escapeControl } from './escapeControl.js';

/** Text that Markdown shows as it is. */
export const escapeMarkdown = (text: string): string => escapeControl(text).replace(/[\\`*_[\]<>#|~&]/g, '\\$&');

/** A row of a table, of cells that are Markdown. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
