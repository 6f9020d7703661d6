/** `digits`, or `digits (random)` for a sweep that has a name of its own. */
export const sweepTitle = ({ project, sweep }: { readonly project: string; readonly sweep: string }): string =>
  sweep === 'tune' ? project : `${project} (${sweep})`;
