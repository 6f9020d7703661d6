import { type NxJsonConfiguration, readNxJson, type Tree, updateNxJson } from '@nx/devkit';

type Release = NonNullable<NxJsonConfiguration['release']>;
type Projects = string[] | string | undefined;

const exclusion = '!tag:tune:trial';

/** Keeps trials, which are projects to Nx, out of releases that name projects by patterns. */
export function excludeFromRelease(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree);
  if (nxJson?.release === undefined) return undefined;
  if (!releasesTrials(nxJson.release)) return undefined;
  updateNxJson(tree, { ...nxJson, release: withoutTrials(nxJson.release) });
  return 'nx.json: trials are no part of a release.';
}

/** Whether a release names projects by a pattern that trials may match. */
export const releasesTrials = (release: Release): boolean =>
  JSON.stringify(withoutTrials(release)) !== JSON.stringify(release);

function withoutTrials(release: Release): Release {
  const { groups } = release;
  return {
    ...release,
    ...projectsOf(release.projects),
    ...(groups === undefined
      ? {}
      : {
          groups: Object.fromEntries(
            Object.entries(groups).map(([name, group]) => [name, { ...group, projects: excluded(group.projects) }]),
          ),
        }),
  };
}

const projectsOf = (projects: Projects): { projects?: string[] | string } =>
  projects === undefined ? {} : { projects: excluded(projects) };

/** Only a pattern or a tag can hold projects that it does not name. */
function excluded(projects: string[] | string): string[] | string {
  const all = typeof projects === 'string' ? [projects] : projects;
  const isOpen = all.some((project) => !project.startsWith('!') && /[*?[{:/]/.test(project));
  return isOpen && !all.includes(exclusion) ? [...all, exclusion] : projects;
}
