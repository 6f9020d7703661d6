import fs from 'node:fs';

// Taken before what trials read is watched: this is not theirs.
const { readFileSync } = fs;

/**
 * The processor time of this thread in milliseconds; undefined where it is not available. Newer versions of Node have it, and
 * Linux with scheduler statistics does; what the whole process has used would be that of all trials which run in it.
 */
export function threadCpuMs(): number | undefined {
  const { threadCpuUsage } = process as typeof process & ThreadCpuUsage;
  if (threadCpuUsage !== undefined) {
    const { user, system } = threadCpuUsage();
    return (user + system) / 1000;
  }
  try {
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    const spent = Number(nanoseconds) / 1e6;
    return spent > 0 ? spent : undefined;
  } catch {
    return undefined;
  }
}

interface ThreadCpuUsage {
  readonly threadCpuUsage?: () => { readonly user: number; readonly system: number };
}
