import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';

import { defined } from '@nx-tune/search/core';

import { hasProc } from './hasProc.js';
import { processIds } from './processIds.js';

/** What processes have used, as far as it is known. */
export interface Usage {
  /** Processor time, in the program and in the system. */
  readonly cpuMs?: number;
  readonly peakMemoryBytes?: number;
}

/** How often a group is looked at. */
const lookEveryMs = 250;

/** The unit of processor times in `/proc`, which Linux fixes at a hundredth of a second whatever its own clock is. */
const tickMs = 10;

/**
 * Follows what a command and its group use, where the system shows it. Node does not tell what a child has used, and afterwards
 * nobody can: so the group is looked at while it runs, and the child once more when it has closed its output, which is when it
 * ends. Processor time of a process counts if it is there when it is looked at, or was waited for by one that is.
 */
export function followUsage(child: ChildProcess): { stop(): Usage } {
  const { pid } = child;
  if (pid === undefined || !hasProc()) return { stop: () => ({}) };
  let usage: Usage = {};
  const add = (seen: Usage | undefined): void => void (usage = largest(usage, seen ?? {}));
  const timer = setInterval(() => add(groupUsage(pid)), lookEveryMs);
  for (const pipe of [child.stdout, child.stderr]) pipe?.once('end', () => add(cpuOf(pid)));
  return {
    stop: () => {
      clearInterval(timer);
      return usage;
    },
  };
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

/** What the processes of a group have used so far; undefined if there are none. */
export function groupUsage(group: number): Usage | undefined {
  const members = processIds().flatMap((pid) => {
    const stat = statOf(pid);
    return stat?.group === group ? [{ ...stat, ...memoryOf(pid) }] : [];
  });
  if (members.length === 0) return undefined;
  const cpuMs = members.reduce((sum, member) => sum + member.cpuMs, 0);
  const now = members.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
  const peakMemoryBytes = Math.max(now, ...members.map((member) => member.peakBytes));
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

/** The name of the program stands in parentheses, and may contain anything; after it come state, parent and group. */
function statOf(pid: number): GroupStat | undefined {
  const text = readProc(pid, 'stat');
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
function memoryOf(pid: number): { readonly residentBytes: number; readonly peakBytes: number } {
  const text = readProc(pid, 'status');
  const bytes = (name: string): number => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') };
}

/** Returns an empty text if the process has ended in the meantime. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
