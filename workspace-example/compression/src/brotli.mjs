import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const corpus = path.join(import.meta.dirname, '..', 'corpus');
const modes = { generic: constants.BROTLI_MODE_GENERIC, text: constants.BROTLI_MODE_TEXT };

/** All files as one, in an order that no file system or locale decides. */
export function readCorpus() {
  return Buffer.concat(
    readdirSync(corpus)
      .sort()
      .map((name) => readFileSync(path.join(corpus, name))),
  );
}

/**
 * A function that compresses a text as the arguments say: --quality=5 --lgwin=22 --mode=text
 *
 * @returns {(text: Buffer) => Buffer}
 */
export function compressorOfArguments() {
  const { values } = parseArgs({
    options: {
      quality: { type: 'string', default: '11' },
      lgwin: { type: 'string', default: '22' },
      mode: { type: 'string', default: 'generic' },
    },
  });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: wholeNumber('quality', values.quality, 0, 11),
    [constants.BROTLI_PARAM_LGWIN]: wholeNumber('lgwin', values.lgwin, 10, 24),
    [constants.BROTLI_PARAM_MODE]: chosenMode(values.mode),
  };
  return (text) => brotliCompressSync(text, { params: { ...params, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} min
 * @param {number} max
 */
function wholeNumber(name, text, min, max) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  console.error(`--${name} must be a whole number from ${min} to ${max}, but is "${text}"`);
  process.exit(2);
}

/** @param {string} name */
function chosenMode(name) {
  if (Object.hasOwn(modes, name)) return modes[name];
  console.error(`--mode must be ${Object.keys(modes).join(' or ')}, but is "${name}"`);
  process.exit(2);
}
