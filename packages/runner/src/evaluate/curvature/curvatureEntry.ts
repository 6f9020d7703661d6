import { curvatureOf } from './curvatureOf.js';
import type { CurvatureMessage, CurvatureTask } from './curvatureTask.js';

/** The interval at which it reports its progress. */
const everyMs = 200;

/** The entry of the process that measures curvature: it answers the one task that its parent sends, then ends. */
process.once('disconnect', () => process.exit(1));
process.once('message', (task: CurvatureTask) => {
  let said = -Infinity;
  const onProduct = (products: number): void => {
    if (performance.now() - said < everyMs) return;
    said = performance.now();
    say({ products });
  };
  void curvatureOf(task, onProduct).then((answer) => say({ answer }, () => process.exit(0)));
});

const say = (message: CurvatureMessage, done: () => void = () => undefined): void => void process.send?.(message, done);
