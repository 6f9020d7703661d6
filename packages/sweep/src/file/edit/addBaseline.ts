import type { JsonObject } from '@nx-tune/search';

import { pointText } from './addPoint.js';
import { editMapping } from './editList.js';

/**
 * Adds a baseline to `baselines` in the text of a sweep file, and changes nothing else: comments and layout stay. Undefined if it
 * has no clear place for it.
 */
export const addBaseline = (file: string, text: string, name: string, params: JsonObject): string | undefined =>
  editMapping(file, text, 'baselines', [name, { params }], baselineText(file, name, params));

/** A baseline as it is written in a sweep file of this name, on one line. */
export const baselineText = (file: string, name: string, params: JsonObject): string =>
  pointText(file, { [name]: { params } }).slice(2, -2);
