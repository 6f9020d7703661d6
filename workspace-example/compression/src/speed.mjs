// The command of speed.tune.yaml: how small the corpus gets, and how many milliseconds of the processor that takes.
// usage: node src/speed.mjs --quality=5 --lgwin=22
import { compressorOfArguments, readCorpus } from './brotli.mjs';

const warmup = 2;
const repeats = 9;

const text = readCorpus();
const compress = compressorOfArguments();
const { length: bytes } = compress(text);
console.log(JSON.stringify({ bytes, cpuMs: medianCpuMs(() => compress(text)) }));

/**
 * Calls a function a few times, since the first calls are slower, then measures some calls. Their median is not moved by one call that
 * something else interrupted, as a mean is; and what other programs do counts less in CPU time than on a clock.
 *
 * @param {() => unknown} call
 */
function medianCpuMs(call) {
  for (let i = 0; i < warmup; i++) call();
  const durations = Array.from({ length: repeats }, () => {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return durations.sort((a, b) => a - b)[Math.floor(repeats / 2)];
}
