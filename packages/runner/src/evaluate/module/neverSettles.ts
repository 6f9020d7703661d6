import { MessagePort } from 'node:worker_threads';

/** What this thread or process listens to itself, which says nothing about what an objective awaits. */
type Listening = { ref(): void; unref(): void };

/**
 * The promise, or `otherwise` as soon as nothing is left that could ever settle it: neither a timer nor a file nor a
 * socket. Node ends a program at that point; what listens for its next trial would wait for ever.
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

/** What is said of a trial that waits for ever. */
export const neverSettles = 'the objective never settles: it awaits what nothing is left to bring';

/** Piscina's ports, if asked before any objective was loaded. Node has no other way to learn of them. */
export function portsOfThread(): MessagePort[] {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
  return (handles?.call(process) ?? []).filter((handle) => handle instanceof MessagePort);
}
