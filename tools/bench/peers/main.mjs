import { benchOptions } from '../report/benchOptions.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { measurePeer } from './measurePeer.mjs';
import { peers } from './peers.mjs';

/** `nx tune` beside other tools that keep results, on a trivial objective. */
const { points, tools, python, json } = benchOptions(
  `npm run bench:peers -- [--points=1000] [--tools=${peers.map(({ name }) => name).join(',')}] [--python=python3] [--json=FILE]

Seconds of a whole command over a number of points, a multiple of ten, when nothing is known and when all is; then a grid of 10 x 10 grows
by a row, and of the 100 points that are known, some are computed again.`,
  { points: '1000', tools: peers.map(({ name }) => name).join(','), python: 'python3' },
  { points: { least: 10, step: 10 } },
);
const cases = [];
for (const peer of peers.filter(({ name }) => tools.split(',').includes(name))) {
  const version = peer.version(python);
  console.error(`${peer.name} ${version ?? 'is not there'}`);
  if (version === undefined) cases.push({ name: peer.name });
  else cases.push({ name: peer.name, version, ...(await measurePeer(peer, python, Number(points) / 10)) });
}

writeReport(
  {
    title: `A trivial objective at ${points} points`,
    sections: [
      {
        head: ['tool', 'version', 'cold', 'again', 'computed again', 'grown by a row', 'of 100 computed again'],
        rows: cases.map(({ name, version, cold, cached, recomputed, grown, grownAgain }) =>
          version === undefined
            ? [name, 'not there', '', '', '', '', '']
            : [name, version, inSeconds(cold), inSeconds(cached), recomputed, inSeconds(grown), grownAgain],
        ),
      },
    ],
    data: { points: Number(points), cases },
  },
  json,
);

function inSeconds(value) {
  return `${value.toFixed(2)} s`;
}
