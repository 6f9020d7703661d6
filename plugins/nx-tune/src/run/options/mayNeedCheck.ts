/** Options of Nx and of nx-tune that are right whatever their value is, and are used most. */
const common =
  /^(-v|--(no-)?(verbose|dry-?run|wait|parallel|max-?parallel|skip-?(nx|remote)-?cache|nx-?bail|tui|output-?style|batch|skip-?sync)(=.*)?|-t|--targets?(=.*)?|-p|--projects?(=.*)?)$/i;

/**
 * Returns whether the options of a command line must be looked at: it takes a while to load Nx's parser, and most command lines
 * have nothing that could be wrong.
 */
export function mayNeedCheck(argv: readonly string[]): boolean {
  const words = argv.slice(2).filter((word) => !common.test(word));
  const takesLists = words[0] === 'run-many' || words[0] === 'affected';
  return words.some((word) => word.startsWith('-')) || (!takesLists && words.length > mostWords);
}

/** `tune digits`, `run digits:tune` */
const mostWords = 2;
