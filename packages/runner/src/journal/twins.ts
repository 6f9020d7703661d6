import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { TrialRun } from '@nx-tune/sweep';

import type { TrialTask } from '../model/trialTask.js';
import { artifactsDir } from '../trialFolder/artifactsDir.js';
import { takeFingerprint } from '../trialFolder/fingerprint.js';
import { namesIn } from '../trialFolder/namesIn.js';
import { readTaskTrial, type TrialRecord } from '../trialFolder/readTrial.js';
import { textsIn } from '../trialFolder/rememberTexts.js';
import { sealProblem } from '../trialFolder/seal.js';
import { prepareTrialFolder, removeTrial, type WrittenTrial, writeTexts } from '../trialFolder/trialFolder.js';
import type { Journal } from './journal.js';

/**
 * A trial may have several places in the task graph: that of a trial whose params are known, and slots of searches that propose
 * it. To Nx these are different tasks. Twins are the folders of the other places, by the id of the trial in them.
 */
export interface Twins {
  /** Folders that may hold a result of this trial, besides its own. */
  foldersOf(task: TrialTask): readonly string[];
}

interface Places {
  readonly byTrial: ReadonlyMap<string, readonly string[]>;
  readonly listedMs: number;
}

/** The age at which a list is made again: with thousands of trials that takes a while. */
const listAgainMs = 100;

/**
 * Looks for twins as late as possible, and once, since most trials that run are new; but again for a trial that the journal has, which
 * another run may have finished meanwhile.
 */
export function createTwins(journal: Pick<Journal, 'isFinished'>): Twins {
  const places = new Map<string, Places>();
  return {
    foldersOf: (task) => {
      const tuneDir = dirname(dirname(task.trialDir));
      const list = (): Places => {
        const listed = { byTrial: placesIn(tuneDir), listedMs: performance.now() };
        places.set(tuneDir, listed);
        return listed;
      };
      const othersIn = ({ byTrial }: Places): readonly string[] =>
        (byTrial.get(task.id) ?? []).filter((folder) => folder !== task.trialDir);
      const known = places.get(tuneDir) ?? list();
      const isOld = performance.now() - known.listedMs > listAgainMs;
      return othersIn(othersIn(known).length === 0 && isOld && journal.isFinished(task) ? list() : known);
    },
  };
}

/** The folders of trials by their ids: a slot's is in its result, that of another trial begins its name. */
function placesIn(tuneDir: string): ReadonlyMap<string, readonly string[]> {
  const byTrial = new Map<string, string[]>();
  const add = (id: string | undefined, folder: string): void => {
    if (id !== undefined) byTrial.set(id, [...(byTrial.get(id) ?? []), folder]);
  };
  for (const name of namesIn(join(tuneDir, 'trials')).toSorted())
    add(name.split('-')[0], join(tuneDir, 'trials', name));
  for (const name of namesIn(join(tuneDir, 'slots')).toSorted()) {
    const folder = join(tuneDir, 'slots', name);
    add(idIn(folder), folder);
  }
  return byTrial;
}

function idIn(folder: string): string | undefined {
  try {
    const { id } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { readonly id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Copies the result of a twin that had the same inputs, if there is one, so that nothing is computed twice. What is believed is the
 * copy, since another run may change the twin meanwhile: a whole result of this very trial, with all that it left. A trial that continues another
 * depends on artifacts that its id does not name, so it has no twins.
 */
export function adoptTwin(task: TrialTask, twins: Twins, journal: Journal): WrittenTrial | undefined {
  if (task.inputs === undefined || task.continues !== undefined) return undefined;
  for (const folder of twins.foldersOf(task)) {
    if (!isBelieved(readTaskTrial({ ...task, trialDir: folder }), task)) continue;
    const written = copyOf(folder, task, journal);
    if (written !== undefined) return written;
  }
  return undefined;
}

type Believed = Extract<TrialRecord, { readonly kind: 'known' }> & { readonly run: TrialRun };

function isBelieved(record: TrialRecord, { inputs }: TrialTask): record is Believed {
  return (
    record.kind === 'known' &&
    record.run?.inputs === inputs &&
    record.run?.undeclared === undefined &&
    record.run?.seal?.artifacts !== undefined &&
    record.result.outcome.kind !== 'failed'
  );
}

function copyOf(folder: string, task: TrialTask, journal: Journal): WrittenTrial | undefined {
  try {
    prepareTrialFolder(task);
    if (existsSync(artifactsDir(folder)))
      cpSync(artifactsDir(folder), artifactsDir(task.trialDir), { recursive: true });
    writeTexts(task.trialDir, textsIn(folder));
    const copy = readTaskTrial(task);
    if (isBelieved(copy, task) && sealProblem(task.trialDir, copy.run, 'read') === undefined) {
      const fingerprint = takeFingerprint(task.trialDir);
      const written = { result: copy.result, texts: textsIn(task.trialDir), fingerprint };
      journal.record(task, written);
      return written;
    }
  } catch {
    // It vanished meanwhile, or cannot be copied: the trial is computed.
  }
  removeTrial(task);
  return undefined;
}
