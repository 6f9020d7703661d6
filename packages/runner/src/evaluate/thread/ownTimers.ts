/**
 * From here on, timers that are started belong to one trial; `stop` ends those that are left. What a trial leaves behind
 * could throw while the thread computes its next one, which would crash for it.
 */
export function ownTimers(): { stop(): void } {
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

/** The same function, with what `util.promisify` looks for, but every timer is noted until it is over. */
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
