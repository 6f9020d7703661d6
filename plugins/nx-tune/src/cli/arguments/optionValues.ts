import { InvalidArgumentError } from 'commander';

/** What an option's text means, or an error of commander's that names the option. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
