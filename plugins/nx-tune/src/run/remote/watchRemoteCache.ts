import { hasTurn, registeredRuns } from '../turn/registry.js';
import type { OwnTurn } from '../turn/ownTurn.js';
import { remedy } from './remoteCache.js';
import { type Idleness, idlenessOf } from './work.js';

/**
 * The time without work after which the user is informed, and the time after which the server counts as one that does not answer.
 */
const patience = { sayAfterMs: 5_000, endAfterMs: 20_000, lookEveryMs: 1_000 };

/**
 * Says while a run goes on that Nx seems to wait for its remote cache: it waits there for as long as it takes, both before a task
 * and after it, and says nothing.
 */
export function watchRemoteCache(
  { folder, number, id }: OwnTurn,
  say: (text: string) => unknown,
  { sayAfterMs, endAfterMs, lookEveryMs }: typeof patience = patience,
): void {
  let idle: { readonly stamp: string; readonly sinceMs: number } | undefined;
  let said = 0;
  const timer = setInterval(() => {
    if (!hasTurn(folder, number, id)) return clearInterval(timer);
    const found = idlenessOf(folder, number);
    if (found?.stamp !== idle?.stamp) {
      idle = found && { stamp: found.stamp, sinceMs: performance.now() };
      said = 0;
    }
    if (found === undefined || idle === undefined) return;
    const [silentMs, limitMs] = [performance.now() - idle.sinceMs, said === 0 ? sayAfterMs : endAfterMs];
    if (said > 1 || silentMs < limitMs) return;
    said++;
    const what = first(found, limitMs);
    say(said === 1 ? `${what} ...` : `Note: ${what}, ${second({ folder, number, id })}`);
  }, lookEveryMs).unref();
}

function first({ server, hasOtherTasks }: Idleness, silenceMs: number): string {
  const where = hasOtherTasks ? `${server}, unless another task is running,` : server;
  return `Nx has been waiting for the remote cache ${where} for ${silenceMs / 1000} s`;
}

/** While it stores a result, Nx does not end on Ctrl-C. */
function second({ folder, number }: OwnTurn): string {
  const pid = registeredRuns(folder)
    .find((run) => run.number === number)
    ?.processes.find(({ isNx }) => isNx)?.pid;
  const how = pid === undefined ? 'stop the run' : `stop the run (if Ctrl-C does not: kill -9 ${pid})`;
  return `and goes on waiting, whether or not that answers. To go on without it, ${how}. ${remedy}`;
}
