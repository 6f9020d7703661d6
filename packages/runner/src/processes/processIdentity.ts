import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

import { defined } from '@nx-tune/search/core';

import { hasProc } from './hasProc.js';
import { processStat } from './processStat.js';

/** A process among all processes that may see the same files: also those of other machines and containers. */
export interface ProcessIdentity {
  /** The machine since it was started, and the part of its processes that sees this one. */
  readonly machine: string;
  readonly pid: number;
  /** The time at which it began, in a form that is only compared; absent where the system does not report it. */
  readonly started?: string;
}

/** `elsewhere`: it belongs to another machine or container, so it cannot be known here. */
export type ProcessState = 'running' | 'stopped' | 'dead' | 'elsewhere';

/** The identity of a process of this machine. */
export function processIdentity(pid: number = process.pid): ProcessIdentity {
  const started = pid === process.pid ? ownStart() : processStat(pid)?.started;
  return { machine: thisMachine(), pid, ...defined({ started }) };
}

/** Finds out what has become of a process. Another one that has its id by now is not mistaken for it. */
export function processState({ machine, pid, started }: ProcessIdentity): ProcessState {
  if (machine !== thisMachine()) return 'elsewhere';
  // Whoever asks again and again asks the system itself first: where `ps` has to be started, that is slow.
  if (!exists(pid)) return 'dead';
  const stat = processStat(pid);
  // It may have ended a moment ago, or `ps` has failed: the next look will show it.
  if (stat === undefined && !hasProc()) return 'running';
  if (stat === undefined || 'ZXx'.includes(stat.state)) return 'dead';
  if (started !== undefined && !isSameStart(started, stat.started)) return 'dead';
  return 'Tt'.includes(stat.state) ? 'stopped' : 'running';
}

/** Containers on one machine have ids of processes of their own, and may have the same name. */
let machine: string | undefined;
const thisMachine = (): string => (machine ??= [hostname(), ...linuxParts()].join(' '));

const linuxParts = (): string[] => {
  try {
    return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), readlinkSync('/proc/self/ns/pid')];
  } catch {
    return [];
  }
};

/** It never changes; undefined where the system does not report it. */
let own: { readonly started: string | undefined } | undefined;
const ownStart = (): string | undefined => (own ??= { started: processStat(process.pid)?.started }).started;

/** In whole seconds, a `ps` may count the same start one apart from another time. */
const isSameStart = (one: string, other: string): boolean =>
  hasProc() ? one === other : Math.abs(Number(one) - Number(other)) <= 1;

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
