import { typeErrors } from '../../../plugins/nx-tune/test/support/typeErrors.js';
import type { Page } from './page.js';

/** Compiles the fences that import `nx-tune`, each page in a folder of its own, and returns the errors. */
export const compileErrors = (pages: readonly Page[]): string[] =>
  typeErrors(Object.fromEntries(pages.flatMap(modulesOf)));

function modulesOf({ file, steps }: Page): [string, string][] {
  return steps.flatMap((step) => {
    if ((step.kind !== 'file' && step.kind !== 'show') || step.language !== 'ts' || !step.text.includes("'nx-tune'"))
      return [];
    const path = step.kind === 'file' ? step.path : `line${step.line}.ts`;
    return [[`/${file}/${path}`, imports(step.text)] as [string, string]];
  });
}

/** Adds extensions to module names, which strict ESM requires. */
const imports = (text: string): string =>
  text.replaceAll("'nx-tune'", "'/nx-tune.js'").replaceAll(/(?<=from ')(\.\.?\/[^']*?)(\.ts)?(?=')/g, '$1.js');
