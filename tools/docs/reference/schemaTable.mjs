import { table } from './markdown.mjs';
import { typeText } from './typeText.mjs';

/** Renders a row for each property of a JSON schema: its name, type, default, meaning and example. */
export function schemaTable(root, schema, { code, exampleOf = () => '', skip }) {
  const rows = Object.entries(schema.properties ?? {})
    .filter(([key, { description = '' }]) => key !== '$schema' && !(skip?.test(description) ?? false))
    .map(([key, property]) => {
      const required = (schema.required ?? schema.then?.required ?? []).includes(key);
      const { meaning, fallback } = splitDescription(property);
      const name = required ? `**\`${code(key)}\`**` : `\`${code(key)}\``;
      const example = exampleOf(key, property);
      return [name, typeText(root, property), fallback, withPlaceholders(meaning), example && `\`${example}\``];
    });
  return table(['name', 'type', 'default', 'meaning', 'example'], rows);
}

/** The default is in the schema, or is a sentence at the end of its description. */
function splitDescription({ description = '', default: value }) {
  if (value !== undefined) return { meaning: description, fallback: `\`${JSON.stringify(value)}\`` };
  const [, before, fallback, after] = /^(.*?) ?\bDefault (.+?)\.(?: (.*))?$/s.exec(description) ?? [];
  if (fallback === undefined) return { meaning: description, fallback: '' };
  return { meaning: [before, after].filter(Boolean).join(' '), fallback };
}

/** Shows `{workspaceRoot}` and `${args}` as code, since they are not Markdown. */
const withPlaceholders = (text) => text.replaceAll(/\$?\{\w+(?::\w+)?\}(?:\/\.\.\.)?/g, (word) => `\`${word}\``);
