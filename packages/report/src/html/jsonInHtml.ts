import { escapeControl } from '../text/escapeControl.js';
import type { Markup } from './markup.js';

/** JSON within a script element: no text in it can end the element, and no character in it is invisible. */
export const jsonInHtml = (value: unknown): Markup => ({
  markup: escapeControl(JSON.stringify(value)).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ),
});
