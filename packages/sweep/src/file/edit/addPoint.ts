import { isJsonObject, type Json, type JsonObject } from '@nx-tune/search';
import { Document } from 'yaml';

import { isTypescript } from '../sweepNames.js';
import { editList } from './editList.js';
import { inputText } from './inputText.js';

/**
 * Adds a point to `points` in the text of a sweep file, and changes nothing else: comments and layout stay. Undefined if it
 * has no clear place for it.
 */
export const addPoint = (file: string, text: string, point: JsonObject): string | undefined =>
  editList(file, text, 'points', [point], [pointText(file, point)]);

/** A point as it is written in a sweep file of this name, on one line. */
export function pointText(file: string, point: JsonObject): string {
  if (!file.endsWith('.json') && !isTypescript(file))
    return new Document(point).toString({ collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  return objectText(file, point);
}

const objectText = (file: string, object: JsonObject): string => {
  const entries = Object.entries(object).map(([label, value]) => `${keyText(file, label)}: ${valueText(file, value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
};

const keyText = (file: string, label: string): string =>
  isTypescript(file) && /^[A-Za-z_$][\w$]*$/.test(label) ? label : inputText(file, label);

const valueText = (file: string, value: Json): string =>
  typeof value === 'string'
    ? inputText(file, value)
    : isJsonObject(value)
      ? objectText(file, value)
      : JSON.stringify(value);
