/** Returns the `npx` commands of a script as lists of words, without `npx`, comments, variables and redirections. */
export function commandsOf(script: string): string[][] {
  return script
    .split('\n')
    .flatMap((line) => line.replace(/(^| )# .*$/, '').split(/&&|\||"?\$\(|\)"?/))
    .map((command) => wordsOf(command.replace(/ > \S+/, '')))
    .filter(([first]) => first === 'npx')
    .map(([, ...words]) => words);
}

/** Splits a command into words as the shell does. */
const wordsOf = (command: string): string[] =>
  [
    ...command
      .trim()
      .replace(/^(\w+=\S* +)*/, '')
      .matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g),
  ].map(([word]) => word.replaceAll(/['"]/g, ''));
