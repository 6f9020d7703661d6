import { createRequire } from 'node:module';
import { join } from 'node:path';

import { defined } from '@nx-tune/search';
import { readNxJson } from 'nx/src/config/nx-json.js';

import { readJson } from '../../study/readJson.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { declaredPackages } from './declaredPackages.js';
import type { Facts } from './facts.js';
import { gatherSweepFacts } from './gatherSweepFacts.js';
import { readPackageLock } from './packageLock.js';
import { git } from './processes.js';

/** Looks at the workspace, at git and at the environment. Of the user's programs it runs only interpreters, with `--version`. */
export function gatherFacts(workspaceRoot: string, locations: readonly SweepLocation[]): Facts {
  const own = require('../../../package.json') as {
    readonly engines: { readonly node: string };
    readonly peerDependencies: { readonly nx: string };
  };
  const installed = (name: string): string | undefined => installedVersion(workspaceRoot, name);
  const packageLock = readPackageLock(workspaceRoot);
  const isGit = git(workspaceRoot, 'rev-parse', '--git-dir');
  return {
    nxJson: readNxJson(workspaceRoot) ?? {},
    env: process.env,
    versions: { node: process.versions.node, nx: installed('nx'), typescript: installed('typescript') },
    ranges: { node: own.engines.node, nx: own.peerDependencies.nx },
    hasNxJs: installed('@nx/js') !== undefined,
    ...defined({ packageLock }),
    declared: declaredPackages(workspaceRoot),
    isGit,
    sweeps: locations.map((location) => gatherSweepFacts(workspaceRoot, location, isGit)),
  };
}

/** The version of a package that the workspace resolves. */
function installedVersion(workspaceRoot: string, name: string): string | undefined {
  try {
    const manifest = createRequire(join(workspaceRoot, 'package.json')).resolve(`${name}/package.json`);
    return readJson(manifest)?.['version'] as string | undefined;
  } catch {
    return undefined;
  }
}
