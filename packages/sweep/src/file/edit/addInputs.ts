import { parseSweepSource } from '../source.js';
import { isTypescript } from '../sweepNames.js';
import { parseTypescript } from '../typescript/parseTypescript.js';
import { addToTypescript } from './addToTypescript.js';
import { addToYaml } from './addToYaml.js';
import { inputText } from './inputText.js';

/**
 * Adds elements to `inputs` in the text of a sweep file, and changes nothing else: comments and layout stay. Undefined if it
 * has no clear place for them, as where `inputs` is a constant that is used elsewhere, too.
 */
export function addInputs(file: string, text: string, inputs: readonly string[]): string | undefined {
  const written = inputs.map((input) => inputText(file, input));
  try {
    const edited = isTypescript(file) ? addToTypescript(text, written) : addToYaml(file, text, written);
    return edited !== undefined && adds(file, text, edited, inputs) ? edited : undefined;
  } catch {
    // What cannot be parsed is not edited.
    return undefined;
  }
}

/** Reads the text again: an edit counts only if it did exactly what was asked. */
function adds(file: string, before: string, after: string, inputs: readonly string[]): boolean {
  const [old, edited] = [before, after].map((text) => partsOf(file, text)) as [Parts, Parts];
  return (
    JSON.stringify(edited.inputs) === JSON.stringify([...old.inputs, ...inputs]) &&
    JSON.stringify(edited.rest) === JSON.stringify(old.rest)
  );
}

interface Parts {
  readonly inputs: readonly unknown[];
  readonly rest: object;
}

function partsOf(file: string, text: string): Parts {
  const { value } = isTypescript(file) ? parseTypescript(text) : parseSweepSource(text);
  const { inputs = [], ...rest } = value as { readonly inputs?: readonly unknown[] };
  return { inputs, rest };
}
