import { BroadcastChannel } from 'node:worker_threads';

import { captureOutput } from './captureOutput.js';
import { evaluateModule } from '../module/evaluateModule.js';
import { ownTimers } from './ownTimers.js';
import { crashed } from '../crashed.js';
import type { Evaluation } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { neverSettles, orIfNothingIsLeft, portsOfThread } from '../module/neverSettles.js';

/** What a thread of a pool is given: a trial, and the name of the channel on which the pool says that it closes. */
export interface ThreadTask {
  readonly task: TrialTask;
  readonly closing: string;
}

/** What a worker thread of the pool runs: one trial at a time. */
export default async function evaluateInThread({ task, closing }: ThreadTask): Promise<Evaluation> {
  const output = captureOutput();
  const env = { ...process.env };
  const timers = ownTimers();
  Object.assign(process.env, task.env);
  try {
    ports ??= portsOfThread();
    const evaluation = await orIfNothingIsLeft(evaluateModule(task, signalOf(closing)), crashed(neverSettles), ports);
    return { ...evaluation, output: output.tail.text };
  } finally {
    timers.stop();
    output.restore();
    restoreEnvironment(env);
  }
}

/** Found before the first objective is loaded, which may open ports of its own. */
let ports: ReturnType<typeof portsOfThread> | undefined;

/** A thread has a copy of the environment; what a trial changed in it must not reach the thread's next trial. */
function restoreEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
  Object.assign(process.env, env);
}

let controller: AbortController | undefined;

/** A thread belongs to one pool, so there is one signal for all of its trials. */
function signalOf(closing: string): AbortSignal {
  controller ??= listen(closing, new AbortController());
  return controller.signal;
}

function listen(closing: string, controller: AbortController): AbortController {
  const channel = new BroadcastChannel(closing);
  channel.onmessage = () => controller.abort();
  channel.unref();
  return controller;
}
