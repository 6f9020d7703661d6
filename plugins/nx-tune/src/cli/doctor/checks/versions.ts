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
          why: 'It is not tested with it, and may fail or cache what is wrong.',
          remedy: `Install ${name} ${range}.`,
        },
      ]
    : [];
