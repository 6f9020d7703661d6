import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { parsePythonJson } from '@nx-tune/search/core';

import type { CurvePoint } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { artifactsDir } from '../../trialFolder/artifactsDir.js';
import { followFile } from './appendedText.js';
import { toCurvePoint } from './commandCurve.js';
import { createPrintedReports } from './printedReports.js';
import { countReports, type ReportCount, type WantedReports } from './reportCount.js';
import { importsShim } from './wandbShim.js';

/** The reports of a program that is followed while it runs. */
export interface FollowedReports {
  /** Takes what the program prints from now on, and calls `onEnough` once there are as many reports as wanted. */
  start(child: ChildProcess, onEnough: () => void): void;
  /** Ends it, when the program has ended: what was printed, and, if there were enough, the reports that were wanted. */
  finish(): { readonly printed: readonly CurvePoint[]; readonly enough?: readonly CurvePoint[] };
}

/** The interval at which the file of reports is looked at. */
const lookEveryMs = 50;

/**
 * Follows the reports of a program: the lines of its `curve.jsonl`, or if there is none, what it prints. Whenever it is looked,
 * the same reports are the ones that were wanted.
 */
export function followReports(
  { trialDir, objective }: Pick<TrialTask, 'trialDir' | 'objective'>,
  wanted: WantedReports,
): FollowedReports {
  const file = followFile(join(artifactsDir(trialDir), 'curve.jsonl'));
  const newCount = (): ReportCount => countReports(wanted, (line) => toCurvePoint(parsePythonJson(line)));
  const isQuiet = importsShim(objective);
  let appended = newCount();
  const printed = countReports(wanted, createPrintedReports());
  let [enough, timer]: [readonly CurvePoint[] | undefined, NodeJS.Timeout | undefined] = [undefined, undefined];
  const look = (): void => {
    if (enough !== undefined || wanted.amount === Infinity) return;
    const { text, isRestarted } = file.read();
    // As by a program that calls wandb.init again.
    if (isRestarted) appended = newCount();
    appended.add(text);
    const { isEnough, curve } = file.isThere || isQuiet ? appended : printed;
    if (isEnough) enough = curve;
  };
  return {
    start: (child, onEnough) => {
      const lookAgain = (): void => {
        look();
        if (enough === undefined) return;
        clearInterval(timer);
        onEnough();
      };
      child.stdout?.on('data', (text: string) => {
        if (printed.isEnough) return;
        printed.add(text);
        if (printed.isEnough) lookAgain();
      });
      if (wanted.amount < Infinity) timer = setInterval(lookAgain, lookEveryMs);
    },
    finish: () => {
      clearInterval(timer);
      look();
      [appended, printed].forEach((count) => count.end());
      look();
      return { printed: isQuiet ? [] : printed.curve, ...(enough !== undefined && { enough }) };
    },
  };
}
