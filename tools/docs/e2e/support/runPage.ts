import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { compareOutput } from '../../src/compareOutput.js';
import type { Page, Step } from '../../src/page.js';
import { repository } from '../../src/repository.js';
import type { DocsWorkspace } from './docsWorkspace.js';
import { isAtLength } from './isAtLength.js';

/** Says whether a step runs a command. */
export const isRun = (step: Step): boolean =>
  step.kind === 'run' || (isAtLength && step.kind === 'not run' && step.nevertheless === 'run at length');

/** Follows a page step by step, and returns everything that turns out differently. */
export async function runPage(page: Page, workspace: DocsWorkspace): Promise<string[]> {
  workspace.reset();
  const problems: string[] = [];
  for (const step of page.steps) {
    const problem = await followed(step, workspace);
    if (problem !== undefined) problems.push(`${page.file}:${step.line} ${problem}`);
  }
  return problems;
}

async function followed(step: Step, workspace: DocsWorkspace): Promise<string | undefined> {
  switch (step.kind) {
    case 'run':
      return ran(step, workspace);
    case 'not run':
      // The unit tests look up the words of the others.
      return isRun(step) ? ran({ exitCode: 0, ...step, kind: 'run' }, workspace) : undefined;
    case 'file':
      if (!existsSync(join(repository, step.path))) workspace.write(step.path, step.text);
      return undefined;
    case 'edit':
      return edited(step, workspace);
    case 'show':
      return undefined;
  }
}

async function ran(step: Extract<Step, { kind: 'run' }>, workspace: DocsWorkspace): Promise<string | undefined> {
  const { code, output } = await workspace.shell(step.script);
  if (code !== step.exitCode) return `ends with ${code}, not ${step.exitCode}:\n${step.script}${output}`;
  const missing = step.output === undefined ? undefined : compareOutput(step.output, output);
  return missing === undefined ? undefined : `prints something else, from "${missing}" on:\n${step.script}${output}`;
}

function edited({ path, from, to }: Extract<Step, { kind: 'edit' }>, workspace: DocsWorkspace): string | undefined {
  const text = workspace.read(path);
  if (text.split(from).length !== 2) return `removes what ${path} does not have once:\n${from}${text}`;
  workspace.write(
    path,
    text.replace(from, () => to),
  );
  return undefined;
}
