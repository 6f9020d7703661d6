/**
 * Tracks the timers that are started from now on, which belong to one trial; `stop` ends those that are left. A leftover
 * timer could throw while the thread computes its next trial, and crash that one instead.
 */
export function trackTimers(): { stop(): void } {
  const { setTimeout, setInterval, setImmediate } = globalThis;
  const running = new Set<() => void>();
  globalThis.setTimeout = tracked(setTimeout, clearTimeout, running);
  globalThis.setInterval = tracked(setInterval, clearInterval, running);
  globalThis.setImmediate = tracked(setImmediate, clearImmediate, running);
  return {
    stop: () => {
      Object.assign(globalThis, { setTimeout, setInterval, setImmediate });
      running.forEach((end) => end());
    },
  };
}

type Start = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => object;

/** Wraps a timer function, with the properties that `util.promisify` looks for, and records each timer until it ends. */
function tracked<T extends object>(start: T, end: (timer: never) => void, running: Set<() => void>): T {
  const isRepeated = start === (globalThis.setInterval as unknown);
  const wrapper: Start = (callback, ...rest) => {
    const endIt = (): void => end(timer as never);
    const call = (...args: unknown[]): void => {
      if (!isRepeated) running.delete(endIt);
      callback(...args);
    };
    const timer = (start as unknown as Start)(typeof callback === 'function' ? call : callback, ...rest);
    running.add(endIt);
    return timer;
  };
  return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(start)) as unknown as T;
}
