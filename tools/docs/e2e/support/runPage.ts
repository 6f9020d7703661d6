import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareOutput } from '../../src/compareOutput.js';
import type { Page, Step } from '../../src/page.js';
import { repository } from '../../src/repository.js';
import { unknownWords } from './unknownWords.js';
import type { DocsWorkspace } from './docsWorkspace.js';

/** Whether blocks that take long are run too: `npm run test:docs`. */
const isWhole = process.env['DOCS_ALL'] === 'true';

/** Does what a page says, step by step, and answers with all that is not as it says. */
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
      if (!step.checked) return undefined;
      return isWhole ? ran({ exitCode: 0, ...step, kind: 'run' }, workspace) : unknownWords(step.script, workspace);
    case 'file':
      return writtenOrSame(step.path, step.text, workspace);
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

function writtenOrSame(path: string, text: string, workspace: DocsWorkspace): string | undefined {
  const own = join(repository, path);
  if (!existsSync(own)) return void workspace.write(path, text);
  const file = readFileSync(own, 'utf8');
  return withoutNotes(file) === withoutNotes(text)
    ? undefined
    : `shows another ${path} than the repository has:\n${file}`;
}

/** Comments at a file's top are for those who open it. */
const withoutNotes = (text: string): string => text.replace(/^(#.*\n)+/, '').trim();

function edited({ path, from, to }: Extract<Step, { kind: 'edit' }>, workspace: DocsWorkspace): string | undefined {
  const text = workspace.read(path);
  if (text.split(from).length !== 2) return `removes what ${path} does not have once:\n${from}${text}`;
  return void workspace.write(
    path,
    text.replace(from, () => to),
  );
}
