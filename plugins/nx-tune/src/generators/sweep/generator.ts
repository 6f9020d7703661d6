import { posix } from 'node:path';

import { sweepName } from '@nx-tune/sweep';
import { formatFiles, type GeneratorCallback, logger, type Tree } from '@nx/devkit';

import { init } from '../init/generator.js';
import { isRegistered } from '../init/registerPlugin.js';
import { keepInside } from '../keepInside.js';
import { namedProject } from '../namedProject.js';
import { unwrap } from '../refuse.js';
import { writeParamsTypes } from '../sync/writeParamsTypes.js';
import { draftSweep, type SweepGeneratorOptions } from './draftSweep.js';
import { exampleObjective } from './examples/exampleObjective.js';
import { isProgram } from './isProgram.js';
import { nextSteps } from './nextSteps.js';
import { projectFacts } from './projectFacts.js';
import { scriptAccess } from './scriptAccess.js';
import type { SweepDraft, ObjectiveState } from './sweepDraft.js';
import { sweepText } from './sweepText.js';

/** Writes a sweep file and an objective that run as they are. Existing files are left alone. */
export async function sweep(tree: Tree, options: SweepGeneratorOptions): Promise<GeneratorCallback> {
  const { name: project, root } = unwrap(namedProject(tree, options.project));
  const asked = unwrap(draftSweep({ ...options, project }, projectFacts(tree, root)));
  const draft = withAccess(tree, root, (options.language ?? 'auto') === 'auto' ? asProgram(tree, root, asked) : asked);
  unwrap(nameIsFree(tree, root, draft));
  if (!isRegistered(tree)) await init(tree, { skipFormat: true });
  tree.write(posix.join(root, draft.file), sweepText(draft));
  const objective = writeObjective(tree, root, draft, options.example ?? true);
  writeParamsTypes(tree, [{ root, file: draft.file }]);
  if (options.skipFormat !== true) await formatFiles(tree);
  keepInside(tree);
  // It appears below the list of files, which Nx prints before it calls back.
  return () => logger.info(nextSteps(root, draft, objective, tree.root));
}

/** A script of JavaScript that exists and exports no function is a command. */
function asProgram(tree: Tree, root: string, draft: SweepDraft): SweepDraft {
  const { language, path } = draft.objective;
  const text = language === 'js' ? tree.read(posix.join(root, path), 'utf8') : null;
  return text !== null && isProgram(text)
    ? { ...draft, objective: { ...draft.objective, language: 'command' } }
    : draft;
}

/** A script that exists decides how it gets its params. */
function withAccess(tree: Tree, root: string, draft: SweepDraft): SweepDraft {
  const { language, path } = draft.objective;
  const script = posix.join(root, path);
  const isCommand = language === 'python' || language === 'command';
  if (!isCommand || !tree.exists(script)) return draft;
  return { ...draft, objective: { language, path, ...scriptAccess(tree, script) } };
}

function writeObjective(tree: Tree, root: string, draft: SweepDraft, wanted: boolean): ObjectiveState {
  const path = posix.join(root, draft.objective.path);
  if (tree.exists(path)) return 'kept';
  const text = wanted ? exampleObjective(draft) : undefined;
  if (text === undefined) return 'missing';
  tree.write(path, text);
  return 'written';
}

function nameIsFree(tree: Tree, root: string, { name }: SweepDraft): { readonly mistake?: string } {
  const taken = tree.children(root).find((file) => sweepName(file) === name);
  return taken === undefined
    ? {}
    : {
        mistake: `${posix.join(root, taken)} already exists and is not changed. Choose another name for the sweep, for example --name=wide.`,
      };
}
