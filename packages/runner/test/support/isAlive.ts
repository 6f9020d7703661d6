import { readFileSync } from 'node:fs';

/** True if a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A child of a child that was killed is gone as soon as init has taken notice of it. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid) && !isZombie(pid)) await new Promise(setImmediate);
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
