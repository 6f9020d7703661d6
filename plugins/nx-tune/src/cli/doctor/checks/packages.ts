import type { Facts, ImportedPackage } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports npm packages that an objective imports and that no manifest declares, or no lock file has. */
export function packages({ sweeps, packageLock, declared }: Facts): DoctorFinding[] {
  const imports = [
    ...new Map(sweeps.flatMap(({ imports }) => imports).map((item) => [`${item.name}\n${item.from}`, item])).values(),
  ];
  return [
    ...imports.filter(({ isDeclared }) => !isDeclared).map(undeclared),
    ...imports
      .filter(({ isDeclared, name }) => isDeclared && packageLock?.has(name) === false)
      .map((item) => unlocked(item, packageLock?.file ?? '')),
    ...(packageLock === undefined && imports.length > 0 ? [noLock(imports.length)] : []),
    ...(packageLock?.has('nx-tune') === false && declared.has('nx-tune') ? [ownUnlocked(packageLock.file)] : []),
  ];
}

const seen = 'A change of its version runs trials again, but a change of the packages that it depends on does not';

const undeclared = ({ name, version, from }: ImportedPackage): DoctorFinding => ({
  severity: 'warning',
  what: `${from} imports ${name}, which neither its package.json nor that of the workspace declares`,
  why: `${name} ${version} is only a transitive dependency; elsewhere it may be missing or another version. ${seen}.`,
  remedy: `Declare it: install ${name} in the project or in the workspace.`,
});

const unlocked = ({ name, from }: ImportedPackage, file: string): DoctorFinding => ({
  severity: 'warning',
  what: `${file} does not have ${name}, which ${from} imports`,
  why: `Another machine may install another version, and then computes all trials again. ${seen}.`,
  remedy: 'Install the packages again, and commit the lock file.',
});

const noLock = (count: number): DoctorFinding => ({
  severity: 'warning',
  what: `There is no package-lock.json, pnpm-lock.yaml, yarn.lock or bun.lock, and objectives import ${count === 1 ? 'an npm package' : `${count} npm packages`}`,
  why: `Another machine may install other versions, and then computes all trials again.`,
  remedy: 'Install the packages with a lock file, and commit it.',
});

const ownUnlocked = (file: string): DoctorFinding => ({
  severity: 'warning',
  what: `${file} does not have nx-tune, which package.json declares`,
  why: 'A clean install fails, or installs another version than the one here.',
  remedy: 'Install the packages again, and commit the lock file.',
});
