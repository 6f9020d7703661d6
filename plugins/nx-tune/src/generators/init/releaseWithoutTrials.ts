import type { NxJsonConfiguration } from '@nx/devkit';

type Release = NonNullable<NxJsonConfiguration['release']>;
type Projects = string[] | string | undefined;

const exclusion = '!tag:tune:trial';

/** Says whether a release names projects by a pattern that trials may match. */
export const releasesTrials = (release: Release): boolean =>
  JSON.stringify(withoutTrials(release)) !== JSON.stringify(release);

/** Returns the release with patterns that trials do not match. */
export function withoutTrials(release: Release): Release {
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

/** Only a pattern or a tag can match projects that it does not name. */
function excluded(projects: string[] | string): string[] | string {
  const all = typeof projects === 'string' ? [projects] : projects;
  const isOpen = all.some((project) => !project.startsWith('!') && /[*?[{:/]/.test(project));
  return isOpen && !all.includes(exclusion) ? [...all, exclusion] : projects;
}
