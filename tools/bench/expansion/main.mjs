import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { benchOptions } from '../report/benchOptions.mjs';
import { moduleVersion, runPython } from '../report/python.mjs';
import { writeReport } from '../report/writeReport.mjs';

/** Measures the time to list the points of a grid, or as many random draws, beside scikit-learn. */
const { points, rounds, python, json } = benchOptions(
  `npm run bench:expansion -- [--points=1000000] [--rounds=3] [--python=python3] [--json=FILE]

"points" are params alone, which is what scikit-learn lists; "trials" are the whole expansion of a sweep, with ids and names.`,
  { points: '1000000', rounds: '3', python: 'python3' },
);
const version = moduleVersion(python, 'sklearn');
const cases = ['grid', 'random'].map((method) => measure(method));

writeReport(
  {
    title: `${Number(points).toLocaleString('en-US')} points, in seconds of a process of its own`,
    sections: [
      {
        head: ['method', 'points', 'scikit-learn', 'times as fast', 'trials', 'µs per trial'],
        rows: cases.map(({ method, points: listed, trials, peer }) => [
          method,
          listed.seconds.toFixed(2),
          peer === undefined ? 'not there' : peer.seconds.toFixed(2),
          peer === undefined ? '' : (peer.seconds / listed.seconds).toFixed(1),
          trials.seconds.toFixed(2),
          ((1e6 * trials.seconds) / trials.count).toFixed(1),
        ]),
        notes: [version === undefined ? `${python} has no scikit-learn.` : `scikit-learn ${version}.`],
      },
    ],
    data: { points: Number(points), scikitLearn: version ?? null, cases },
  },
  json,
);

function measure(method) {
  const peer =
    version === undefined
      ? undefined
      : fastest(() => runPython(python, join(import.meta.dirname, 'peer.py'), [method, points]));
  const own = (what) => fastest(() => inProcess([method, what, points]));
  return { method, points: own('points'), trials: own('trials'), peer };
}

function inProcess(args) {
  const worker = join(import.meta.dirname, 'worker.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=8192', worker, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function fastest(run) {
  const found = Array.from({ length: Number(rounds) }, run);
  return found.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}
