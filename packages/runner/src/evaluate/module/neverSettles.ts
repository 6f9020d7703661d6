import { MessagePort } from 'node:worker_threads';

/** A handle on which this thread or process itself listens; it says nothing about what an objective awaits. */
type Listening = { ref(): void; unref(): void };

/**
 * Returns what the promise settles to, or `otherwise` as soon as nothing is left that could settle it: no timer, file or
 * socket. Node ends a program at that point, but a thread or process that listens for its next trial would wait forever.
 */
export async function orIfNothingIsLeft<T>(promise: Promise<T>, otherwise: T, own: readonly Listening[]): Promise<T> {
  let end = (): void => undefined;
  const nothingLeft = new Promise<T>((resolve) => (end = () => resolve(otherwise)));
  process.once('beforeExit', end);
  own.forEach((one) => one.unref());
  try {
    return await Promise.race([promise, nothingLeft]);
  } finally {
    own.forEach((one) => one.ref());
    process.off('beforeExit', end);
  }
}

/** The error of a trial that would wait forever. */
export const neverSettles = 'the objective never settles: nothing is left that could resolve what it awaits';

/** Returns Piscina's ports, if called before any objective is loaded. Node has no other way to find them. */
export function portsOfThread(): MessagePort[] {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
  return (handles?.call(process) ?? []).filter((handle) => handle instanceof MessagePort);
}
