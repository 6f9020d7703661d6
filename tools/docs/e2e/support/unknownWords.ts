import type { DocsWorkspace } from './docsWorkspace.js';

/** What nx-tune does not know of commands that are not run: their projects, targets, verbs and options. */
export async function unknownWords(script: string, workspace: DocsWorkspace): Promise<string | undefined> {
  const commands = script.split('\n').flatMap((line) => line.replace(/(^| )# .*$/, '').split('&&'));
  for (const command of commands) {
    const words = command
      .trim()
      .replace(/^(\w+=\S* )*/, '')
      .split(/\s+/);
    const problem = words[0] === 'npx' ? await unknownIn(words.slice(1), workspace) : undefined;
    if (problem !== undefined) return `${problem}: ${command}`;
  }
  return undefined;
}

async function unknownIn([tool, ...words]: readonly string[], { shell }: DocsWorkspace): Promise<string | undefined> {
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  const flags = own.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
  const [verb = '', subject = ''] = own.filter((word) => !word.startsWith('-'));
  const help = tool === 'nx-tune' ? `npx nx-tune ${verb} --help` : helpOfNx(verb, subject);
  const { code, output } = await shell(help);
  if (code !== 0) return `"${help}" fails`;
  const unknown = flags.find((flag) => !output.includes(flag) && flag !== '--parallel');
  return unknown === undefined ? undefined : `"${help}" does not know ${unknown}`;
}

const ofNx = ['affected', 'run-many', 'show', 'reset', 'sync'];

function helpOfNx(verb: string, subject: string): string {
  if (ofNx.includes(verb)) return `npx nx ${verb} --help`;
  if (verb === 'g') return `npx nx g ${subject} --help`;
  const [project, target] = verb === 'run' ? subject.split(':') : [subject, verb];
  return `npx nx run ${project}:${target} --help`;
}
