import { evaluateModule } from '../module/evaluateModule.js';
import { crashed } from '../crashed.js';
import type { TrialTask } from '../../model/trialTask.js';
import type { Usage } from '../../processes/followUsage.js';
import { neverSettles, orIfNothingIsLeft } from '../module/neverSettles.js';

/** The entry of a trial's process: it runs the one trial that its parent sends, then ends. */
const controller = new AbortController();
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => controller.abort());
process.once('message', (task: TrialTask) => {
  const evaluation = evaluateModule(task, controller.signal);
  const own = process.channel ? [process.channel] : [];
  void orIfNothingIsLeft(evaluation, crashed(neverSettles), own).then((answer) =>
    process.send?.({ ...answer, ...usageOfProcess() }, () => void endWhenPrinted()),
  );
});

/** Returns the usage of this process since it began, with all of its threads; the largest memory is in kilobytes. */
function usageOfProcess(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMemoryBytes: maxRSS * 1024 };
}

/** `process.exit` discards output that is still in a pipe. */
async function endWhenPrinted(): Promise<never> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((done) => stream.write('', () => done()));
  return process.exit(0);
}
