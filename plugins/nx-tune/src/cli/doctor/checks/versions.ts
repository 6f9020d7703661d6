import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';
import { satisfies } from '../satisfies.js';

/** Node and Nx, against what nx-tune is made for. */
export const supportedVersions = ({ versions: { node, nx }, ranges }: Facts): DoctorFinding[] => [
  ...outside('Node', node, ranges.node),
  ...(nx === undefined ? [] : outside('Nx', nx, ranges.nx)),
];

const outside = (name: string, version: string, range: string): DoctorFinding[] =>
  satisfies(version, range) === false
    ? [
        {
          severity: 'error',
          what: `${name} is ${version}, and nx-tune needs ${range}`,
          why: 'nx-tune is not tested with this version: it may fail, or cache wrong results.',
          remedy: `Install ${name} ${range}.`,
        },
      ]
    : [];
