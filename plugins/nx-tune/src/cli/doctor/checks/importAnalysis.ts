import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether Nx analyses imports in sources, and whether it can. */
export function importAnalysis({ nxJson, hasNxJs, versions: { typescript = '' } }: Facts): DoctorFinding[] {
  const config = nxJson.pluginsConfig?.['@nx/js'] as { readonly analyzeSourceFiles?: boolean } | undefined;
  const isOn = config?.analyzeSourceFiles ?? hasNxJs;
  const isSeven = Number.parseInt(typescript) >= 7;
  if (isOn && isSeven)
    return [
      {
        severity: 'error',
        what: `Nx analyses imports in sources, and TypeScript is ${typescript}`,
        why: 'Nx 24 uses an API that TypeScript 7 does not have, so every command fails.',
        remedy: 'Set pluginsConfig["@nx/js"].analyzeSourceFiles to false in nx.json, or install TypeScript 6.',
      },
    ];
  if (isOn) return [];
  return [
    {
      severity: 'note',
      what: 'Nx does not analyse imports in sources',
      why: 'nx-tune finds the imports of objectives itself, but other targets, such as one that trains with the best params, do not notice a changed library.',
      remedy: isSeven
        ? `Leave it off: Nx 24 cannot use TypeScript ${typescript}.`
        : 'Set pluginsConfig["@nx/js"].analyzeSourceFiles to true in nx.json, or run nx g nx-tune:init.',
    },
  ];
}
