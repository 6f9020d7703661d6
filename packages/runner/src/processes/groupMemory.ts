import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

import { readProc } from './readProc.js';

/** Resident memory, in megabytes, of a process group: a command and everything that it has started. 0 if it is unknown. */
export function groupMemoryMb(group: number): number {
  try {
    return (process.platform === 'linux' ? fromProc(group) : fromPs(group)) / 1024;
  } catch {
    return 0;
  }
}

/** Slim Linux images have no `ps`. */
function fromProc(group: number): number {
  const members = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && groupOf(name) === group);
  return members.reduce((sum, pid) => sum + residentKb(pid), 0);
}

/** The command's name is in parentheses and may contain any characters; after it come state, parent and group. */
function groupOf(pid: string): number {
  const stat = readProc(`${pid}/stat`);
  return Number(
    stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(2),
  );
}

const residentKb = (pid: string): number => Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`${pid}/status`))?.[1] ?? 0);

function fromPs(group: number): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([pgid]) => pgid === group).reduce((sum, [, kb = 0]) => sum + kb, 0);
}
