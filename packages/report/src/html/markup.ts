import { escapeControl } from '../text/escapeControl.js';

/** HTML or SVG that is safe to be inserted as it is. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | readonly (Markup | string)[];

/**
 * A template in which every value that is not markup already is escaped as text. Not named `html`: formatters lay out
 * templates of that name, and white space within `<style>` or `<script>` is no longer what the content policy allows.
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
  text
    .split('\n')
    .map(escapeControl)
    .join('\n')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
