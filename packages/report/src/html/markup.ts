import { escapeLines } from '../text/escapeLines.js';

/** HTML or SVG that can be inserted as it is. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | readonly (Markup | string)[];

/**
 * A template that escapes every value as text, unless it is markup already. It is not named `html`, because formatters
 * reformat templates of that name, and white space within `<style>` or `<script>` changes the hash in the content policy.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, index) => text + toMarkup(parts[index] ?? '')).join('') };
}

function toMarkup(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(toMarkup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  escapeLines(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
