// The command that is tuned: compresses the corpus with Brotli and prints how small it got, as one line of JSON.
// usage: node src/compress.mjs --quality=5 --lgwin=22 --mode=text
import { compressorOfArguments, readCorpus } from './brotli.mjs';

const text = readCorpus();
const { length: bytes } = compressorOfArguments()(text);

// How long it took is no metric here: it differs from run to run. speed.mjs measures it, and its sweep file says so.
console.log(JSON.stringify({ bytes, ratio: text.length / bytes }));
