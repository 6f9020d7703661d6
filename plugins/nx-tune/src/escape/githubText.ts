/**
 * The only way of a text into a value of a GitHub workflow: whatever looks like an expression would be evaluated, in commands
 * before the shell sees them, so the beginning of one is itself written as an expression. YAML's quotes come after this.
 */
export const githubText = (text: string): string => text.replaceAll('${{', "${{ '${{' }}");

/** A text where GitHub knows no expressions, as in the workflow's name: it is shown, and must not look like one. */
export const githubName = (text: string): string => text.replaceAll('${{', '$ {{');

/** A branch for the filters of a workflow, in which some characters are those of globs. */
export const githubBranch = (branch: string): string => branch.replace(/[*?+[\]!\\]/g, '\\$&');
