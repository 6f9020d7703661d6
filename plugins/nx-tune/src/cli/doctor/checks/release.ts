import { releasesTrials } from '../../../generators/init/releaseWithoutTrials.js';
import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether nx release would treat trials as packages. */
export const release = ({ nxJson }: Facts): DoctorFinding[] =>
  nxJson.release === undefined || !releasesTrials(nxJson.release)
    ? []
    : [
        {
          severity: 'warning',
          what: 'The release configuration in nx.json matches trials, since they are projects',
          why: 'nx release fails at the first trial, which has no package.json.',
          remedy: 'Add "!tag:tune:trial" to its projects, or run nx g nx-tune:init.',
        },
      ];
