import { coerce, satisfies, validRange } from 'semver';

import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Compares the versions of Node and Nx with those that nx-tune is made for. */
export const supportedVersions = ({ versions: { node, nx }, ranges }: Facts): DoctorFinding[] => [
  ...outside('Node', node, ranges.node),
  ...(nx === undefined ? [] : outside('Nx', nx, ranges.nx)),
];

const outside = (name: string, version: string, range: string): DoctorFinding[] =>
  isOutside(version, range)
    ? [
        {
          severity: 'error',
          what: `${name} is ${version}, and nx-tune needs ${range}`,
          why: 'nx-tune is not tested with this version: it may fail, or cache wrong results.',
          remedy: `Install ${name} ${range}.`,
        },
      ]
    : [];

/** A prerelease counts as its release: whoever tries 25.0.0-beta.1 wants to know what will be said of 25.0.0. */
function isOutside(version: string, range: string): boolean {
  const release = coerce(version);
  return release !== null && validRange(range) !== null && !satisfies(release, range);
}
