import { BroadcastChannel, threadId } from 'node:worker_threads';

import { defined } from '@nx-tune/search/core';

import { witnessLogVariable } from '../../witness/logVariable.js';
import { watchThread } from '../../witness/nodeHook.js';
import { captureOutput } from './captureOutput.js';
import { evaluateModule } from '../module/evaluateModule.js';
import { threadCpuMs } from './threadCpu.js';
import { trackTimers } from './trackTimers.js';
import { crashed } from '../crashed.js';
import type { Evaluation } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { neverSettles, orIfNothingIsLeft, portsOfThread } from '../module/neverSettles.js';

/** The message to a thread of a pool: a trial, and the name of the channel on which the pool announces that it closes. */
export interface ThreadTask {
  readonly task: TrialTask;
  readonly closing: string;
}

/** Begins before the first objective is loaded, which may keep functions of `fs`. */
const witness = watchThread();

/** The entry of the pool's worker threads: it runs one trial at a time. */
export default async function evaluateInThread({ task, closing }: ThreadTask): Promise<Evaluation> {
  const began = threadCpuMs();
  const output = captureOutput();
  given ??= { ...process.env };
  const timers = trackTimers();
  const { [witnessLogVariable]: log, ...own } = task.env ?? {};
  Object.assign(process.env, own);
  witness.begin(log);
  try {
    ports ??= portsOfThread();
    const evaluation = await orIfNothingIsLeft(evaluateModule(task, signalOf(closing)), crashed(neverSettles), ports);
    const answer = { ...evaluation, output: output.tail.text, thread: threadId, ...cpuSince(began) };
    const seen = witness.drain();
    return seen === undefined ? answer : { ...answer, seen };
  } finally {
    timers.stop();
    output.restore();
    restoreEnvironment(given);
  }
}

function cpuSince(began: number | undefined): Pick<Evaluation, 'cpuMs'> {
  const now = threadCpuMs();
  return defined({ cpuMs: began === undefined || now === undefined ? undefined : now - began });
}

/** Collected before the first objective is loaded, since it may open ports of its own. */
let ports: ReturnType<typeof portsOfThread> | undefined;

/** The environment that each trial of this thread begins with. */
let given: NodeJS.ProcessEnv | undefined;

/** A thread has its own copy of the environment; a trial's changes to it must not reach the thread's next trial. */
function restoreEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
  Object.assign(process.env, env);
}

let controller: AbortController | undefined;

/** A thread belongs to one pool, so all of its trials share one signal. */
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
