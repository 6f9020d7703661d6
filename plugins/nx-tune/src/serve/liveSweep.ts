import { join } from 'node:path';

import { renderReportHtml, renderReportUpdate, type ReportProgress } from '@nx-tune/report';

import { readSweep } from '../study/readSweep.js';
import { type GoodSweep, resultsSoFar, type SweepSoFar, type Titles } from '../study/sweepSoFar.js';
import { createTrialReader, stampOf, type TrialReader } from '../study/trialReader.js';

/** How far a sweep is, as a page that shows it hears it. */
export interface LiveState extends ReportProgress {
  /** Another one whenever there is something new to show. */
  readonly version: number;
}

/** A sweep that may be running. */
export interface LiveSweep {
  /** Looks at the disk; whether there is something new. */
  readonly look: () => boolean;
  readonly state: () => LiveState;
  /** The whole page. */
  readonly page: () => string;
  /** What of the page has changed with the results. */
  readonly update: () => string;
}

interface LivePlace extends Titles {
  readonly workspaceRoot: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
}

/** Follows a sweep on disk, and its sweep file; a file with mistakes is left aside until it is mended. */
export function createLiveSweep(first: GoodSweep, place: LivePlace): LiveSweep {
  const { workspaceRoot, root, file, project } = place;
  const projectDir = join(workspaceRoot, root);
  const sweepFile = join(workspaceRoot, file);
  let [read, stamp] = [first, stampOf(sweepFile)];
  let reader = readerOf(projectDir, read);
  let version = 0;
  let shown: SweepSoFar | undefined;
  const reread = (): boolean => {
    const newer = stampOf(sweepFile);
    if (newer === stamp) return false;
    stamp = newer;
    const again = readSweep(workspaceRoot, root, file);
    if (!again.ok) return false;
    read = again;
    reader = readerOf(projectDir, read);
    return true;
  };
  const soFar = (): SweepSoFar => (shown ??= resultsSoFar(read, reader, { project, file }));
  return {
    look: () => {
      const isOther = reread();
      if (!reader.look() && !isOther) return false;
      shown = undefined;
      version++;
      return true;
    },
    state: () => ({ version, ...soFar().progress }),
    page: () => renderReportHtml(soFar().report, soFar().progress),
    update: () => renderReportUpdate(soFar().report),
  };
}

const readerOf = (projectDir: string, { sweep, trials, slots }: GoodSweep): TrialReader =>
  createTrialReader(projectDir, sweep, [...trials, ...slots]);
