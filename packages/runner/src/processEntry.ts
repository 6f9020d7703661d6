import { evaluateModule } from './evaluateModule.js';
import { crashed, type TrialTask } from './evaluation.js';
import { neverSettles, orIfNothingIsLeft } from './neverSettles.js';

/** What a process of its own runs: the one trial that its parent sends, then it ends. */
const controller = new AbortController();
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => controller.abort());
process.once('message', (task: TrialTask) => {
  const evaluation = evaluateModule(task, controller.signal);
  const own = process.channel ? [process.channel] : [];
  void orIfNothingIsLeft(evaluation, crashed(neverSettles), own).then((answer) =>
    process.send?.(answer, () => void endWhenPrinted()),
  );
});

/** `process.exit` throws away what is still on its way through a pipe. */
async function endWhenPrinted(): Promise<never> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((done) => stream.write('', () => done()));
  return process.exit(0);
}
