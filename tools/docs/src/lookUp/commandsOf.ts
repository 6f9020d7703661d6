/** The `npx` commands of a script, as words without `npx`. Comments, variables before a command and what is piped to are left out. */
export function commandsOf(script: string): string[][] {
  return script
    .split('\n')
    .flatMap((line) => line.replace(/(^| )# .*$/, '').split(/&&|\||"?\$\(|\)"?/))
    .map((command) => wordsOf(command.replace(/ > \S+/, '')))
    .filter(([first]) => first === 'npx')
    .map(([, ...words]) => words);
}

/** Words as the shell separates them. */
const wordsOf = (command: string): string[] =>
  [
    ...command
      .trim()
      .replace(/^(\w+=\S* +)*/, '')
      .matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g),
  ].map(([word]) => word.replaceAll(/['"]/g, ''));
