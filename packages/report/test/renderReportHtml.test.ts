import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { renderReportHtml, type SweepReport } from '../src/index.js';
import { styleHash } from '../src/html/css.js';
import { scriptHash } from '../src/html/script.js';
import { arbitraryReport } from './support/arbitraryReport.js';
import { example } from './support/example.js';

const many = (count: number): SweepReport => ({
  ...example,
  trials: Array.from({ length: count }, (_, number) => {
    const trial = example.trials[number % 2];
    if (trial === undefined) throw new Error('the example has two trials');
    return {
      ...trial,
      number,
      result: {
        ...trial.result,
        id: `id${number}`,
        params: { x: number / 7, color: 'red', l2: number },
        metrics: { loss: number / 3 },
      },
    };
  }),
});

/** What a browser hashes: everything between the tags, white space too. */
const hashWithin = (page: string, tag: string): string =>
  `sha256-${createHash('sha256')
    .update(page.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '')
    .digest('base64')}`;

test('the content policy allows the report its own script and styles, and nothing from elsewhere', () => {
  const page = renderReportHtml(example);
  expect([styleHash, scriptHash]).toEqual([hashWithin(page, 'style'), hashWithin(page, 'script')]);
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;${styleHash}&#39;; script-src &#39;${scriptHash}&#39;;`,
  );
  expect(page).not.toMatch(/(src|href|action|style)=/);
  expect(page.match(/<(script|style)>/g)).toEqual(['<style>', '<script>']);
});

test('nothing of how a run went is in it', () => {
  const other = {
    ...example,
    trials: example.trials.map(({ number, result, executed }) => ({ number, result, executed: !executed })),
  };
  expect(renderReportHtml(other)).toBe(renderReportHtml(example));
});

test('it names every trial, the best one first, and draws each completed one', () => {
  const page = renderReportHtml(example);
  expect([...page.matchAll(/<code>(id\d)<\/code><\/td>/g)].map(([, id]) => id)).toEqual([
    'id3',
    'id1',
    'id0',
    'id5',
    'id2',
    'id4',
  ]);
  expect(
    page.match(/aria-label="Optimization history[^>]*>.*?<\/svg>/s)?.[0].match(/<circle class="dot/g),
  ).toHaveLength(4);
  expect(page).toContain('Slice of x');
  expect(page).not.toContain('Slice of l2');
});

test('the same report gives the same bytes, and metrics without a place on an axis draw nothing', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const page = renderReportHtml(report);
      expect(renderReportHtml(structuredClone(report))).toBe(page);
      expect(page).not.toMatch(/(x|y|x1|x2|y1|y2|cx|cy|d|transform|class)="[^"]*(NaN|Infinity)/);
    }),
  );
});

test.each([
  [100, 300_000],
  [1000, 2_000_000],
])('%i trials take less than %i bytes', (count, most) => {
  expect(Buffer.byteLength(renderReportHtml(many(count)))).toBeLessThan(most);
});

/** Names of tags and of their attributes, such as `svg` and `svg viewBox`. */
function namesOf(page: string): Set<string> {
  const tags = [...page.matchAll(/<\/?([a-z!][a-z0-9]*)((?:"[^"]*"|[^>"])*)>/gi)];
  return new Set(
    tags.flatMap(([, tag = '', attributes = '']) => [
      tag,
      ...attributes
        .replace(/"[^"]*"/g, '')
        .split(/[\s=/]+/)
        .filter(Boolean)
        .map((name) => `${tag} ${name}`),
    ]),
  );
}

test('a heat map shades from the best to the worst, however far they are apart', () => {
  const losses = [-1.7e308, 0, 1, 1.7e308];
  const trials = losses.map((loss, number) => ({
    number,
    executed: true,
    result: {
      schemaVersion: 1 as const,
      id: `id${number}`,
      params: { x: number % 2, y: number < 2 ? 'a' : 'b' },
      seed: '0',
      outcome: { kind: 'completed' as const },
      metrics: { loss },
    },
  }));
  const page = renderReportHtml({ ...example, parameters: ['x', 'y'], trials });
  expect([...page.matchAll(/<td class="(shade[^"]*)"/g)].map(([, shade]) => shade)).toEqual([
    'shade0 top',
    'shade4',
    'shade4',
    'shade8',
  ]);
});

test('whatever a user wrote is text: the tags and attributes are those of a harmless report', () => {
  const harmless = namesOf(renderReportHtml({ ...many(5), trials: [...many(5).trials, ...example.trials.slice(2)] }));
  for (const page of [
    renderReportHtml(example),
    renderReportHtml(many(5)),
    renderReportHtml({ ...example, trials: example.trials.slice(2, 3) }),
  ])
    for (const name of namesOf(page)) harmless.add(name);
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const page = renderReportHtml(report);
      expect([...namesOf(page)].filter((name) => !harmless.has(name))).toEqual([]);
      expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]|NaN"/u);
      expect(page.match(/<script>/g)).toHaveLength(1);
    }),
  );
});
