import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { ProjectGraph } from '@nx/devkit';

import type { TrialTask } from '../../../../../packages/runner/src/model/trialTask.js';
import type * as witness from '../../../../../packages/runner/src/witness/witness.js';
import type * as readInputFiles from '../../../src/executors/trial/readInputFiles.js';
import type * as inferredClosure from '../../../src/imports/inferredClosure.js';
import type { InputsMetadata } from '../../../src/inference/targets/inputsProjects.js';
import type * as inputsSnapshot from '../../../src/snapshots/inputsSnapshot.js';
import { type Run, runnerFolder } from './oracle.js';
import type { Subject } from './world.js';

/** Returns the files that a run read and that are not in its hash, as the plugin does: such a run is not cached. */
export type Judge = (graph: ProjectGraph, subject: Subject, run: Run) => Promise<readonly string[]>;

export function createGeneratedJudge(folder: string): Judge {
  const root = join(folder, 'acme');
  const { createWitness } = require(join(runnerFolder(folder), 'witness/witness.js')) as typeof witness;
  const plugin = loadPlugin(root);
  return async (graph, { name, root: projectRoot, runtime }, run) => {
    const project = Object.keys(graph.nodes).find((one) => one.startsWith(`_/${name}--/inputs--`)) ?? '';
    const { coverage } = (graph.nodes[project]?.data.targets?.['inputs']?.metadata ?? {}) as Partial<InputsMetadata>;
    // The plugin does it in a process of its own.
    plugin.forgetImports();
    const snapshot = await plugin.takeSnapshot(graph, root, project);
    const task = {
      objective: runtime === 'jiti' ? { kind: 'module', path: '' } : { kind: 'command', command: [runtime] },
      projectDir: join(folder, 'records', name),
      trialDir: join(folder, projectRoot, '.tune/trials/x'),
      inputs: 'now',
    } as unknown as TrialTask;
    const record = join(task.projectDir, '.tune/inputs/x/inputs.json');
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, JSON.stringify({ schemaVersion: 1, hash: 'now', snapshot, coverage }));
    const observer = createWitness((one) => plugin.readInputFiles(root, one));
    const evaluation = run.seen === undefined ? {} : { seen: run.seen };
    const found = observer.undeclared(task, evaluation as Parameters<typeof observer.undeclared>[1], {
      NX_TUNE_WITNESS_LOG: run.log,
    });
    observer.close();
    return [...(found?.files ?? []), ...(found?.unknown === undefined ? [] : [found.unknown])];
  };
}

function loadPlugin(root: string) {
  const require = createRequire(join(root, 'package.json'));
  const plugin = join(dirname(require.resolve('nx-tune/package.json')), 'dist');
  return {
    ...(require(join(plugin, 'snapshots/inputsSnapshot.js')) as typeof inputsSnapshot),
    ...(require(join(plugin, 'executors/trial/readInputFiles.js')) as typeof readInputFiles),
    ...(require(join(plugin, 'imports/inferredClosure.js')) as typeof inferredClosure),
  };
}
