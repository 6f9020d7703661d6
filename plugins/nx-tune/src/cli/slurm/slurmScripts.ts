import { shardTarget, sweepTarget } from '@nx-tune/sweep';

import { shardsVariable } from '../../constants.js';
import { shellQuoted } from '../../escape/shellWord.js';

/** The job that the scripts run: what it computes, and where its logs go. */
export interface SlurmJob {
  readonly project: string;
  readonly sweep: string;
  /** Number of tasks in the job array. */
  readonly tasks: number;
  /** The Nx projects of the trials, if each task computes one; otherwise each task computes a part of the trials. */
  readonly trials?: readonly string[];
  /** Folder of scripts and logs, relative to the workspace. */
  readonly folder: string;
}

/** A script for a job array that computes the trials, one for the job after it that gathers them, and the list that the first reads. */
export function slurmScripts(job: SlurmJob): Readonly<Record<'array.sh' | 'gather.sh' | 'trials.txt', string>> {
  const { project, sweep, tasks, trials = [], folder } = job;
  const name = sweep === 'tune' ? project : `${project}-${sweep}`;
  const array = [
    ...head(`nx-tune-${name}`, [`--array=1-${tasks}`, `--output=${folder}/%A_%a.log`]),
    ...(trials.length > 0 ? oneTrial(folder) : onePart(job)),
  ];
  const gather = [
    ...head(`nx-tune-${name}-gather`, [`--output=${folder}/%j_gather.log`]),
    'code=0',
    `node_modules/.bin/nx run ${shellQuoted(`${project}:${sweepTarget(sweep)}`)} || code=$?`,
    `echo "$code" > ${shellQuoted(folder)}/"$SLURM_JOB_ID".exit`,
    'exit "$code"',
  ];
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return { 'array.sh': text(array), 'gather.sh': text(gather), 'trials.txt': text(trials) };
}

const onePart = ({ project, sweep, tasks }: SlurmJob): string[] => [
  `export ${shardsVariable}=${tasks}`,
  `exec node_modules/.bin/nx run ${shellQuoted(`${project}:${shardTarget(sweep, 1).slice(0, -1)}`)}"$SLURM_ARRAY_TASK_ID"`,
];

const oneTrial = (folder: string): string[] => [
  `trial="$(sed -n "$SLURM_ARRAY_TASK_ID"p ${shellQuoted(`${folder}/trials.txt`)})"`,
  'exec node_modules/.bin/nx run "$trial":trial',
];

/** The head of a script. It is submitted from the workspace's root, so that it holds no path of a machine. */
const head = (name: string, options: readonly string[]): string[] => [
  '#!/usr/bin/env bash',
  ...[`--job-name=${plain(name)}`, ...options.map(plain)].map((option) => `#SBATCH ${option}`),
  'set -eu',
  'cd "$SLURM_SUBMIT_DIR"',
  // A daemon would outlive its task, and Slurm would end it.
  'export NX_DAEMON=false NX_TUI=false',
];

/** Slurm reads these lines itself, and understands quotes only in part. */
const plain = (text: string): string => text.replace(/[^\w./%=@+-]/g, '-');
