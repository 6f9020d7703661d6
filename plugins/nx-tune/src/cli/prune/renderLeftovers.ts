import { escapeControl, formatBytes, formatTrialCount } from '@nx-tune/report';

import type { Leftover } from './findLeftovers.js';

const mostListed = 20;

/** Renders what is left over, or was removed. */
export function renderLeftovers(project: string, leftovers: readonly Leftover[], isRemoved: boolean): string {
  if (leftovers.length === 0)
    return `Nothing under .tune of ${project} is left over: its sweeps ask for everything there.\n`;
  const trials = leftovers.filter(({ kind }) => kind === 'trial').length;
  const size = formatBytes(leftovers.reduce((sum, { bytes }) => sum + bytes, 0));
  const more = leftovers.length - mostListed;
  const what = `${count(leftovers.length)} that no sweep of ${project} asks for, ${formatTrialCount(trials)} among them, ${size}`;
  return [
    ...leftovers
      .slice(0, mostListed)
      .map(({ path, bytes }) => `${formatBytes(bytes).padStart(7)}  ${escapeControl(path)}`),
    ...(more > 0 ? [`         and ${more} more`] : []),
    '',
    isRemoved ? `Removed: ${what}.` : `${what}. Nothing has been removed: add --yes to remove it.`,
    "Locks and Nx's cache are not touched, so a sweep that asks for a trial again may restore it.",
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const count = (items: number): string => (items === 1 ? '1 item' : `${items} items`);
