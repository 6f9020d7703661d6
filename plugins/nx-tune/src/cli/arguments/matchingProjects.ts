/**
 * Finds the projects that a word means, as Nx does: the one of that name, or else those whose names hold the word between
 * characters that are not letters, digits, `@` or `-`, in upper or lower case.
 */
export function matchingProjects(projects: readonly string[], word: string): readonly string[] {
  if (projects.includes(word)) return [word];
  if (word === '') return [];
  const inName = '[A-Za-z0-9@-]';
  const part = new RegExp(`(?<!${inName})${word.replace(/[^\w\s]/g, String.raw`\$&`)}(?!${inName})`, 'i');
  return projects.filter((project) => part.test(project));
}
