import type { ChildProcess } from 'node:child_process';

import { defined } from '@nx-tune/search/core';

import { hasProc } from './hasProc.js';
import { processIds } from './processIds.js';
import { readProc } from './readProc.js';

/** The usage of processes, as far as it is known. */
export interface Usage {
  /** Processor time, in the program and in the system. */
  readonly cpuMs?: number;
  readonly peakMemoryBytes?: number;
}

/** The unit of processor times in `/proc`, which Linux fixes at a hundredth of a second whatever its own clock is. */
const tickMs = 10;

/**
 * Follows what a command and its group use, where the system shows it. Node does not say what a child has used, and afterwards
 * nobody can: so the group is looked at while it runs, and the child once more when it has closed its output, which is when it
 * ends. Processor time of a process counts if it is there when it is looked at, or was waited for by one that is.
 */
export function followUsage(child: ChildProcess): { stop(): Usage } {
  const { pid } = child;
  if (pid === undefined || !hasProc()) return { stop: () => ({}) };
  let usage: Usage = {};
  const add = (seen: Usage | undefined): void => void (usage = largest(usage, seen ?? {}));
  followed.set(pid, add);
  timer ??= setTimeout(look, lookEveryMs);
  for (const pipe of [child.stdout, child.stderr]) pipe?.once('end', () => add(cpuOf(pid)));
  return {
    stop: () => {
      followed.delete(pid);
      if (followed.size === 0) stopLooking();
      return usage;
    },
  };
}

/**
 * The listeners to each group's usage, by the id of its first process. All are looked at together, since that reads all processes
 * of the machine.
 */
const followed = new Map<number, (seen: Usage) => void>();
let timer: NodeJS.Timeout | undefined;

/** The interval at which groups are looked at, and the rest after a look, as a multiple of its duration. */
const [lookEveryMs, restFactor] = [250, 50];

function look(): void {
  const start = performance.now();
  for (const [group, usage] of usageByGroup(new Set(followed.keys()))) followed.get(group)?.(usage);
  timer = setTimeout(look, Math.max(lookEveryMs, restFactor * (performance.now() - start)));
}

function stopLooking(): void {
  clearTimeout(timer);
  timer = undefined;
}

/** The larger of what two observations know, number by number. */
export function largest(a: Usage, b: Usage): Usage {
  return defined({
    cpuMs: mostOf(a.cpuMs, b.cpuMs),
    peakMemoryBytes: mostOf(a.peakMemoryBytes, b.peakMemoryBytes),
  });
}

const mostOf = (...numbers: readonly (number | undefined)[]): number | undefined => {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

/** Returns the usage of the processes of some groups so far; nothing for a group that has none. */
export function usageByGroup(groups: ReadonlySet<number>): ReadonlyMap<number, Usage> {
  const members = new Map<number, Member[]>();
  for (const pid of processIds()) {
    const stat = statOf(pid);
    if (stat === undefined || !groups.has(stat.group)) continue;
    members.set(stat.group, [...(members.get(stat.group) ?? []), { ...stat, ...memoryOf(pid) }]);
  }
  return new Map([...members].map(([group, all]) => [group, usageOf(all)]));
}

interface Member extends GroupStat {
  readonly residentBytes: number;
  readonly peakBytes: number;
}

function usageOf(members: readonly Member[]): Usage {
  const cpuMs = members.reduce((sum, member) => sum + member.cpuMs, 0);
  const now = members.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
  const peakMemoryBytes = Math.max(now, ...members.map(({ peakBytes }) => peakBytes));
  return { cpuMs, ...(peakMemoryBytes > 0 ? { peakMemoryBytes } : {}) };
}

function cpuOf(pid: number): Usage | undefined {
  const stat = statOf(pid);
  return stat && { cpuMs: stat.cpuMs };
}

interface GroupStat {
  readonly group: number;
  readonly cpuMs: number;
}

/** The name of the program is in parentheses, and may contain anything; after it come state, parent and group. */
function statOf(pid: number): GroupStat | undefined {
  const text = readProc(`${pid}/stat`);
  if (text === '') return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + field, 0);
  return { group: fields[2] ?? 0, cpuMs: ticks * tickMs };
}

/** Nothing once the process has ended, although it may still be listed. */
function memoryOf(pid: number): Pick<Member, 'residentBytes' | 'peakBytes'> {
  const text = readProc(`${pid}/status`);
  const bytes = (name: string): number => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') };
}
