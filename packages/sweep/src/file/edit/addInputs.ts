import { editList } from './editList.js';
import { inputText } from './inputText.js';

/**
 * Adds elements to `inputs` in the text of a sweep file, and changes nothing else: comments and layout stay. Undefined if it
 * has no clear place for them, as where `inputs` is a constant that is used elsewhere, too.
 */
export function addInputs(file: string, text: string, inputs: readonly string[]): string | undefined {
  return editList(
    file,
    text,
    'inputs',
    inputs,
    inputs.map((input) => inputText(file, input)),
  );
}
