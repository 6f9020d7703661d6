import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkspaceKind } from '../../src/page.js';
import { parsePage } from '../../src/parsePage.js';
import { pageFiles, repository } from '../../src/repository.js';
import { createDocsWorkspace } from './docsWorkspace.js';
import { runPage } from './runPage.js';

/** Runs all pages whose commands are for this kind of workspace, one after the other in one workspace. */
export function describePages(kind: WorkspaceKind): void {
  const pages = pageFiles()
    .map((file) => parsePage(file, readFileSync(join(repository, file), 'utf8')))
    .filter(({ workspace, steps }) => workspace === kind && steps.some((step) => step.kind === 'run' || step.kind === 'not run'));

  describe(`pages for a workspace that is ${kind}`, () => {
    const workspace = createDocsWorkspace(kind);
    afterAll(() => workspace.dispose());

    test.each(pages.map((page) => [page.file, page] as const))('%s', async (_, page) => {
      expect((await runPage(page, workspace)).join('\n\n')).toBe('');
    });
  });
}
