import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The options of a benchmark; `defaults` are texts by name, and say what an option takes: numbers, one of "true" and "false", or some of the
 * names that the default lists. `ranges` has the smallest number and the step between numbers, where these are not 1; a step of 0 allows
 * all of them. Every benchmark has --json=FILE, and --help, which prints how it is called and ends the process, as a mistake does.
 */
export function benchOptions(usage, defaults, ranges = {}) {
  const { values, mistakes } = read(defaults, ranges);
  if (mistakes.length > 0) {
    console.error(`${mistakes.join('\n')}\n\n${usage}`);
    process.exit(2);
  }
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  return values;
}

function read(defaults, ranges) {
  const named = Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]);
  const options = { ...Object.fromEntries(named), json: { type: 'string' }, help: { type: 'boolean' } };
  try {
    const { values } = parseArgs({ options });
    const found = Object.keys(defaults).map((name) => mistakeIn(name, values[name], defaults[name], ranges[name]));
    return { values, mistakes: [...found, folderOf(values.json)].filter((mistake) => mistake !== undefined) };
  } catch (error) {
    return { values: {}, mistakes: [error.message] };
  }
}

function mistakeIn(name, text, byDefault, { least = 1, step = 1 } = {}) {
  const parts = text.split(',');
  const given = `--${name}=${text}`;
  if (byDefault === 'false') return ['true', 'false'].includes(text) ? undefined : `${given}: it is "true" or "false"`;
  const isList = byDefault.includes(',');
  if (parts.length > 1 && !isList) return `${given}: it takes one value`;
  if (isNumber(byDefault.split(',')[0])) {
    const isStep = (value) => step === 0 || value % step === 0;
    const isRight = parts.every((part) => isNumber(part) && Number(part) >= least && isStep(Number(part)));
    const kind = `${step === 0 ? '' : 'whole '}${isList ? 'numbers' : 'number'} of at least ${least}`;
    return isRight
      ? undefined
      : `${given}: it takes ${isList ? '' : 'a '}${kind}${step > 1 ? `, a multiple of ${step}` : ''}`;
  }
  const names = byDefault.split(',');
  const strange = isList ? parts.find((part) => !names.includes(part)) : undefined;
  return strange === undefined ? undefined : `${given}: "${strange}" is none of ${names.join(', ')}`;
}

const isNumber = (text) => /^\d+(\.\d+)?$/.test(text);

/** A benchmark takes minutes before it writes. */
const folderOf = (file) =>
  file === undefined || existsSync(dirname(file)) ? undefined : `--json=${file}: there is no folder ${dirname(file)}`;
