import { benchOptions } from '../report/benchOptions.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { measureSpeedup } from './measureSpeedup.mjs';
import { measureUneven } from './measureUneven.mjs';

/** Measures how well trials are spread over two lanes. */
const { trials, seconds, uneven, total, json } = benchOptions(
  `npm run bench:parallel -- [--trials=32] [--seconds=1] [--uneven=20] [--total=10] [--json=FILE]

Some trials that compute for a given time each, with --parallel 1 and 2, beside bare processes that do the same: the aim is
0.95 of their speed-up. Then trials that sleep for different times, which add up to a total: the aim is to take at most 5 % longer
than list scheduling.`,
  { trials: '32', seconds: '1', uneven: '20', total: '10' },
  { seconds: { least: 0.01, step: 0 }, total: { least: 0.1, step: 0 } },
);
const isolations = ['thread', 'process'];
const speedups = [];
for (const isolation of isolations) speedups.push(await measureSpeedup(isolation, Number(trials), Number(seconds)));
const spreads = [];
for (const isolation of isolations) spreads.push(await measureUneven(isolation, Number(uneven), Number(total)));

writeReport(
  {
    title: 'Trials side by side',
    sections: [
      {
        head: ['trials in a', '--parallel 1', '--parallel 2', 'speed-up', 'bare 1', 'bare 2', 'speed-up', 'of it'],
        rows: speedups.map(({ isolation, one, two, bare }) => [
          isolation,
          ...[one, two].map(inSeconds),
          (one / two).toFixed(2),
          ...[bare.one, bare.two].map(inSeconds),
          (bare.one / bare.two).toFixed(2),
          (one / two / (bare.one / bare.two)).toFixed(3),
        ]),
        notes: [`${trials} trials that compute, about ${seconds} s each; whole commands, in seconds.`],
      },
      {
        head: ['trials in a', 'list scheduling', 'first start to last end', 'more', 'whole command'],
        rows: spreads.map(({ isolation, ideal, span, whole }) => [
          isolation,
          ...[ideal, span].map(inSeconds),
          `${(100 * (span / ideal - 1)).toFixed(1)} %`,
          inSeconds(whole),
        ]),
        notes: [`${uneven} trials of different lengths, ${total} s in all, with --parallel 2.`],
      },
    ],
    data: { trials: Number(trials), seconds: Number(seconds), speedups, uneven: spreads },
  },
  json,
);

function inSeconds(value) {
  return value.toFixed(2);
}
