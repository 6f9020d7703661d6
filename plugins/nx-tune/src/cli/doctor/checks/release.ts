import { releasesTrials } from '../../../generators/init/releaseWithoutTrials.js';
import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Whether a release would take trials for packages. */
export const release = ({ nxJson }: Facts): DoctorFinding[] =>
  nxJson.release === undefined || !releasesTrials(nxJson.release)
    ? []
    : [
        {
          severity: 'warning',
          what: 'The release of nx.json names projects by a pattern, and trials are projects',
          why: 'nx release ends at the first trial, which has no package.json.',
          remedy: 'Add "!tag:tune:trial" to its projects, or run nx g nx-tune:init.',
        },
      ];
