// The command that is tuned: compresses the corpus with Brotli and prints how small it got, as one line of JSON.
// usage: node src/compress.mjs --quality=5 --lgwin=22 --mode=text
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const corpus = path.join(import.meta.dirname, '..', 'corpus');
const modes = { generic: constants.BROTLI_MODE_GENERIC, text: constants.BROTLI_MODE_TEXT };

const { values } = parseArgs({
  options: {
    quality: { type: 'string', default: '11' },
    lgwin: { type: 'string', default: '22' },
    mode: { type: 'string', default: 'generic' },
  },
});

/** All files as one, in an order that no file system or locale decides. */
function readCorpus() {
  return Buffer.concat(
    readdirSync(corpus)
      .sort()
      .map((name) => readFileSync(path.join(corpus, name))),
  );
}

/**
 * @param {string} name
 * @param {number} min
 * @param {number} max
 */
function wholeNumber(name, min, max) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  console.error(`--${name} must be a whole number from ${min} to ${max}, but is "${values[name]}"`);
  process.exit(2);
}

function chosenMode() {
  if (Object.hasOwn(modes, values.mode)) return modes[values.mode];
  console.error(`--mode must be ${Object.keys(modes).join(' or ')}, but is "${values.mode}"`);
  process.exit(2);
}

const text = readCorpus();
const { length: bytes } = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: wholeNumber('quality', 0, 11),
    [constants.BROTLI_PARAM_LGWIN]: wholeNumber('lgwin', 10, 24),
    [constants.BROTLI_PARAM_MODE]: chosenMode(),
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});

// How long it took is no metric: it would differ from run to run, and a trial must not.
console.log(JSON.stringify({ bytes, ratio: text.length / bytes }));
