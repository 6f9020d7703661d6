import { join } from 'node:path';

import { renderReportHtml, renderReportUpdate, type ReportProgress } from '@nx-tune/report';

import { positionsOf } from '../study/planParts.js';
import { type ExpandedSweep, readSweep } from '../study/readSweep.js';
import type { SweepLocation } from '../study/sweepLocation.js';
import { type SweepSoFar, sweepSoFar } from '../study/sweepSoFar.js';
import { createTrialReader, stampOf, type TrialReader } from '../study/trialReader.js';

/** The progress of a sweep, for a page that shows it. */
export interface LiveState extends ReportProgress {
  /** Changes whenever there is something new to show. */
  readonly version: number;
}

/** A sweep that may be running, for a page that follows it. */
export interface LiveSweep {
  /** Looks at the disk, and returns whether there is something new. */
  readonly look: () => boolean;
  readonly state: () => LiveState;
  /** The whole page. */
  readonly page: () => string;
  /** The part of the page that changes with the results. */
  readonly update: () => string;
}

/** Follows a sweep on disk, and its sweep file. A file with mistakes is ignored until it is fixed. */
export function createLiveSweep(
  first: ExpandedSweep,
  location: Pick<SweepLocation, 'project' | 'root' | 'file'> & { readonly workspaceRoot: string },
): LiveSweep {
  const { workspaceRoot, root, file } = location;
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
  const soFar = (): SweepSoFar => (shown ??= sweepSoFar(read, reader, location));
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

const readerOf = (projectDir: string, read: ExpandedSweep): TrialReader =>
  createTrialReader(projectDir, read.sweep, positionsOf(read));
