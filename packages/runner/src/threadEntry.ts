import type { Evaluation, TrialTask } from './evaluation.js';
import { evaluateModule } from './evaluateModule.js';

/** What a worker thread of the pool runs: one trial at a time. */
export default function evaluateInThread(task: TrialTask): Promise<Evaluation> {
  return evaluateModule(task, interrupted());
}

/** The channel on which the main thread says that the run is interrupted. */
export const interruptChannel = 'nx-tune:interrupt';

let controller: AbortController | undefined;

function interrupted(): AbortSignal {
  if (controller === undefined) {
    const created = (controller = new AbortController());
    const channel = new BroadcastChannel(interruptChannel);
    channel.onmessage = () => created.abort();
    (channel as unknown as { unref(): void }).unref();
  }
  return controller.signal;
}
