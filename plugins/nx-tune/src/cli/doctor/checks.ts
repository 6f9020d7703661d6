import { ambient } from './checks/ambient.js';
import { analytics } from './checks/analytics.js';
import { gitFiles } from './checks/gitFiles.js';
import { importAnalysis } from './checks/importAnalysis.js';
import { notices } from './checks/notices.js';
import { packages } from './checks/packages.js';
import { plugin } from './checks/plugin.js';
import { python } from './checks/python.js';
import { release } from './checks/release.js';
import { remoteCache } from './checks/remoteCache.js';
import { skippedCache } from './checks/skippedCache.js';
import { sweepFiles } from './checks/sweepFiles.js';
import { supportedVersions } from './checks/versions.js';
import { undeclared } from './checks/undeclared.js';
import type { Facts } from './facts.js';
import type { DoctorFinding, NamedFinding } from './finding.js';

/** The checks, each a function of the facts. Their names appear in the JSON. */
const checks: { readonly [name: string]: (facts: Facts) => readonly DoctorFinding[] } = {
  versions: supportedVersions,
  plugin,
  sweepFiles,
  python,
  importAnalysis,
  analytics,
  packages,
  ambient,
  notices,
  undeclared,
  gitFiles,
  release,
  skippedCache,
  remoteCache,
};

const severities: readonly DoctorFinding['severity'][] = ['error', 'warning', 'note'];

/** Runs all checks, and returns their findings, errors first. */
export const diagnose = (facts: Facts): readonly NamedFinding[] =>
  Object.entries(checks)
    .flatMap(([check, run]) => run(facts).map((finding) => ({ check, ...finding })))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
