import { stringify } from 'yaml';

/** Writes the first example in the JSON schema of a key as a line of a sweep file. The line is empty if there is none. */
export const exampleOf = (key, schema) =>
  schema.examples === undefined ? '' : `${key}: ${onOneLine(schema.examples[0])}`;

function onOneLine(value) {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${onOneLine(inner)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Writes a scalar with the quotes that it needs inside a list or a mapping on one line. */
const scalar = (value) => stringify([value], inList).trim().slice(1, -1);

const inList = { collectionStyle: 'flow', flowCollectionPadding: false, singleQuote: true, lineWidth: 0 };
