import { isTypescript } from '../sweepNames.js';
import { yamlText } from '../yamlText.js';

/** Returns an element of `inputs` as it is written in a sweep file of this name. */
export const inputText = (file: string, input: string): string =>
  file.endsWith('.json') ? JSON.stringify(input) : isTypescript(file) ? inTypescript(input) : yamlText(input);

/** JSON's escapes are JavaScript's. */
const inTypescript = (input: string): string =>
  input.includes("'") ? JSON.stringify(input) : `'${JSON.stringify(input).slice(1, -1).replaceAll('\\"', '"')}'`;

/** An element of `inputs`, and a remark about it. */
export interface NotedInput {
  readonly input: string;
  readonly remark?: string;
}

/** Returns the key `inputs` as it is written in a sweep file of this name. JSON has no remarks. */
export function inputsText(file: string, inputs: readonly NotedInput[]): string {
  const isYaml = !isTypescript(file) && !file.endsWith('.json');
  const remarkOf = ({ remark }: NotedInput): string =>
    remark === undefined || file.endsWith('.json') ? '' : ` ${isYaml ? '#' : '//'} ${remark}`;
  if (isYaml)
    return ['inputs:', ...inputs.map((one) => `  - ${inputText(file, one.input)}${remarkOf(one)}`)].join('\n');
  const comma = (index: number): string => (isTypescript(file) || index < inputs.length - 1 ? ',' : '');
  return [
    isTypescript(file) ? 'inputs: [' : '"inputs": [',
    ...inputs.map((one, index) => `  ${inputText(file, one.input)}${comma(index)}${remarkOf(one)}`),
    isTypescript(file) ? '],' : ']',
  ].join('\n');
}
