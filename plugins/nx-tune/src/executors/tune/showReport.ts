import { join } from 'node:path';

import {
  bestTrial,
  escapeControl,
  escapeLines,
  renderLeaderboard,
  spentOn,
  spentText,
  type SweepReport,
  wrap,
} from '@nx-tune/report';
import type { Sweep } from '@nx-tune/sweep';

import { terminal } from '../../run/terminal.js';
import { unknownNoise } from './unknownNoise.js';
import { wallMs } from './wallMs.js';

export interface Shown {
  readonly notices: readonly string[];
  /** The folder of the gathered sweep, relative to the workspace. */
  readonly folder: string;
  /** The number of trials in the leaderboard. */
  readonly top: number;
}

/** Prints the notices, the leaderboard and the paths of what was written. */
export function showReport(sweep: Sweep, report: SweepReport, { notices, folder, top }: Shown): void {
  const screen = terminal();
  const cost = costLine(sweep, report);
  const noise = unknownNoise(sweep, report);
  const lines = [
    ...notices.map((notice) => escapeLines(`Note: ${notice}`)),
    renderLeaderboard(report, { ...screen, top, wallMs: wallMs(report) }).trimEnd(),
    ...(cost === undefined ? [] : wrap(cost, screen.width)),
    ...(noise === undefined ? [] : wrap(escapeControl(noise), screen.width)),
    '',
    ...(bestTrial(report) === undefined ? [] : [`Best params  ${join(folder, 'best.json')}`]),
    `All trials   ${join(folder, 'trials.json')}`,
    `Report       ${join(folder, 'report.html')}`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

/** Describes the costs of trials, for sweeps that have a budget or a price. */
function costLine({ budgetSeconds, pricePerHour }: Sweep, { trials }: SweepReport): string | undefined {
  if (budgetSeconds === undefined && pricePerHour === undefined) return undefined;
  const cost = spentOn(trials.map(({ run }) => run ?? null));
  return cost && spentText(cost, pricePerHour);
}
