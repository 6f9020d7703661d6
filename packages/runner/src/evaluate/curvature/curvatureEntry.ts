import { curvatureOf } from './curvatureOf.js';
import type { CurvatureTask } from './curvatureTask.js';

/** The entry of the process that measures curvature: it answers the one task that its parent sends, then ends. */
process.once('disconnect', () => process.exit(1));
process.once('message', (task: CurvatureTask) => {
  void curvatureOf(task).then((answer) => process.send?.(answer, () => process.exit(0)));
});
