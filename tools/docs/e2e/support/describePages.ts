import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkspaceKind } from '../../src/page.js';
import { parsePage } from '../../src/parsePage.js';
import { pageFiles, repository } from '../../src/repository.js';
import { createDocsWorkspace, type DocsWorkspace } from './docsWorkspace.js';
import { isAtLength } from './isAtLength.js';
import { isRun, runPage } from './runPage.js';

/** For one page. The longest one runs for some minutes. */
const timeoutMs = isAtLength ? 3_600_000 : 300_000;

/** Runs all pages whose commands are for this kind of workspace, one after the other in one workspace. */
export function describePages(kind: WorkspaceKind): void {
  const pages = pageFiles()
    .map((file) => parsePage(file, readFileSync(join(repository, file), 'utf8')))
    .filter(({ workspace, steps }) => workspace === kind && steps.some(isRun));

  if (pages.length === 0) return;
  describe(`pages for a workspace that is ${kind}`, () => {
    let workspace: DocsWorkspace;
    beforeAll(async () => (workspace = await createDocsWorkspace(kind)));
    afterAll(() => workspace.dispose());

    for (const page of pages) {
      const { file, needs = 'true' } = page;
      const follow = spawnSync('bash', ['-c', needs]).status === 0 ? test : test.skip;
      follow(
        needs === 'true' ? file : `${file} (needs ${needs})`,
        async () => {
          expect((await runPage(page, workspace)).join('\n\n')).toBe('');
        },
        timeoutMs,
      );
    }
  });
}
