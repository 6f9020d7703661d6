import MarkdownIt from 'markdown-it';

import type { Page, Step } from './page.js';
import { parseDirective } from './parseDirective.js';

const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

/** Parses a page of the documentation into its steps in order, its links and its headings. Throws for an unknown comment. */
export function parsePage(file: string, text: string): Page {
  const tokens = markdown.parse(text, {});
  const inline = tokens.flatMap(({ children, map }) =>
    (children ?? []).map((token) => ({ token, line: (map?.[0] ?? 0) + 1 })),
  );
  const targets = inline.flatMap(({ token, line }) => {
    const target = token.attrGet(token.type === 'image' ? 'src' : 'href');
    return target === null ? [] : [{ line, target: String(target) }];
  });
  const parts = { steps: stepsOf(file, tokens), links: targets, anchors: anchorsOf(tokens) };
  return { file, workspace: 'example', ...ofWhole(file, tokens), ...parts };
}

/** Returns what comments say about the page as a whole. */
const ofWhole = (file: string, tokens: readonly Token[]): Pick<Partial<Page>, 'workspace' | 'needs'> =>
  Object.assign(
    {},
    ...tokens.map((token) => {
      const directive = directiveOf(file, token);
      if (directive?.kind === 'workspace') return { workspace: directive.name };
      return directive?.kind === 'needs' ? { needs: directive.command } : {};
    }),
  ) as object;

function stepsOf(file: string, tokens: readonly Token[]): Step[] {
  const steps: Step[] = [];
  const blocks = tokens.filter(({ type }) => !type.endsWith('_close') && type !== 'inline');
  blocks.forEach((token, index) => {
    const own = directiveOf(file, token);
    if (own?.kind === 'before')
      steps.push({ kind: 'run', line: (token.map?.[0] ?? 0) + 1, script: `${own.script}\n`, exitCode: 0 });
    const before = blocks[index - 1];
    if (token.type !== 'fence' || (isOutput(token) && before !== undefined && isShell(before))) return;
    const directive = before === undefined ? undefined : directiveOf(file, before);
    const line = (token.map?.[0] ?? 0) + 1;
    const next = blocks[index + 1];
    const output = next !== undefined && isOutput(next) ? { output: next.content } : {};
    const { content } = token;
    if (!isShell(token)) steps.push(fileStep(line, token.info, content));
    else if (directive?.kind === 'not run') steps.push({ ...directive, line, script: content, ...output });
    else
      steps.push({
        kind: 'run',
        line,
        script: content,
        exitCode: directive?.kind === 'exit code' ? directive.code : 0,
        ...output,
      });
  });
  return steps;
}

const isShell = ({ type, info }: Token): boolean => type === 'fence' && info === 'sh';
const isOutput = ({ type, info }: Token): boolean => type === 'fence' && (info === '' || info === 'text');

const directiveOf = (file: string, { type, content, map }: Token): ReturnType<typeof parseDirective> =>
  type === 'html_block' ? parseDirective(`${file}:${(map?.[0] ?? 0) + 1}`, content) : undefined;

/** A first line that is a comment with only a path names the file that a fence shows. */
const heading = /^(?:#|\/\/) (?<path>[\w@./-]+\.\w+|[\w@./-]*\.git(?:ignore|attributes))\n/;

function fileStep(line: number, language: string, content: string): Step {
  const path = heading.exec(content)?.groups?.['path'];
  if (path === undefined) return { kind: 'show', line, language, text: content };
  const text = content.replace(heading, '');
  if (language !== 'diff') return { kind: 'file', line, language, path, text };
  const lines = text.trimEnd().split('\n');
  const side = (marks: string): string =>
    lines
      .filter((one) => marks.includes(one[0] ?? ' '))
      .map((one) => `${one.slice(1)}\n`)
      .join('');
  return { kind: 'edit', line, path, from: side(' -'), to: side(' +') };
}

/** Returns the anchors that GitHub derives from headings. */
function anchorsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ type }, index) => {
    const children = type === 'heading_open' ? (tokens[index + 1]?.children ?? []) : undefined;
    if (children === undefined) return [];
    const title = children.map(({ content }) => content).join('');
    return [
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ];
  });
}
