import { escapeControl } from './escapeControl.js';

/** Escapes control characters in a text of several lines, whose line breaks are meant. */
export const escapeLines = (text: string): string => text.split('\n').map(escapeControl).join('\n');
