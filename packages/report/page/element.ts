import { escapeLines } from '../src/text/escapeLines.js';

type Child = Node | string;

/** Creates an element with attributes and children. Texts remain text: nothing that a user wrote becomes markup, or disguises what is beside it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: { readonly [attribute: string]: string | boolean | ((event: Event) => void) } = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(attribute, value);
    else if (typeof value === 'string') made.setAttribute(attribute, escapeLines(value));
    else if (value) made.setAttribute(attribute, '');
  }
  made.append(...children.map((child) => (typeof child === 'string' ? escapeLines(child) : child)));
  return made;
}

/** The element of the page's own markup with an id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element "${id}"`);
  return found;
}
