import type { Markup } from './markup.js';

/** JSON within a script element: no text in it can end the element, and no character in it is invisible. */
export const jsonInHtml = (value: unknown): Markup => ({
  markup: JSON.stringify(value).replace(
    /[<>&\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ),
});
