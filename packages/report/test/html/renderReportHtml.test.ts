import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { renderReportHtml, type SweepReport } from '../../src/index.js';
import { pageScript, pageScriptHash, pageStyleHash } from '../../bundled/page.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { example } from '../support/example.js';

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

/** Returns the text that a browser hashes: everything between the tags, white space too. */
const hashWithin = (page: string, tag: string): string =>
  `sha256-${createHash('sha256')
    .update(page.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '')
    .digest('base64')}`;

const jsonOf = (page: string, id: string): unknown =>
  JSON.parse(page.split(`<script type="application/json" id="${id}">`)[1]?.split('</script>')[0] ?? 'null');

test('the content policy allows the report its own script and styles, and nothing from elsewhere', () => {
  const page = renderReportHtml(example);
  expect([pageStyleHash, pageScriptHash]).toEqual([hashWithin(page, 'style'), hashWithin(page, 'script')]);
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;${pageStyleHash}&#39;; script-src &#39;${pageScriptHash}&#39;;`,
  );
  expect(page.split('<script')[0]).not.toMatch(/(src|href|action|style)=/);
  expect(page.match(/<(script|style)[^>]*>/g)).toEqual([
    '<style>',
    '<script type="application/json" id="data">',
    '<script type="application/json" id="timing">',
    '<script>',
  ]);
});

test('it has only the timing of a run, apart from all else', () => {
  const withoutRuns = { ...example, trials: example.trials.map(({ number, result }) => ({ number, result })) };
  const page = renderReportHtml(example);
  expect(renderReportHtml(withoutRuns)).toBe(
    page
      .replace(/<script type="application\/json" id="timing">.*?<\/script>/s, '')
      .replace(', except for its times and costs', ''),
  );
  expect(jsonOf(page, 'timing')).toEqual(
    example.trials.map(({ run }) => ({ startedAt: run?.startedAt, durationMs: run?.durationMs })),
  );
});

test('its data has every trial, and its table the leading ones, best first', () => {
  const page = renderReportHtml(example);
  expect(jsonOf(page, 'data')).toMatchObject({
    best: 3,
    trials: { id: ['id0', 'id1', 'id2', 'id3', 'id4', 'id5'], rank: [3, 2, 5, 1, 6, 4] },
    params: [
      { label: 'x', path: ['x'], scale: 'linear', values: [1, 1, 2, 2, 3, 3] },
      { label: 'color', scale: 'category', categories: ['red', 'blue'], values: [0, 1, 0, 1, 0, 1] },
    ],
    constants: [{ label: 'l2', path: ['l2'] }],
    metrics: [{ name: 'loss', values: [0.5, 0.25, null, 0.123456789, null, 1] }],
  });
  expect([...page.matchAll(/<td>(id\d)<\/td>/g)].map(([, id]) => id)).toEqual([
    'id3',
    'id1',
    'id0',
    'id5',
    'id2',
    'id4',
  ]);
});

test('the same report gives the same bytes', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      expect(renderReportHtml(structuredClone(report))).toBe(renderReportHtml(report));
    }),
    { numRuns: 30 },
  );
});

test.each([
  [100, 0, 900_000],
  [1000, 0, 1_200_000],
  [1000, 200, 2_000_000],
])('%i trials that report %i times take less than %i bytes', (count, steps, most) => {
  const report = many(count);
  const curve = Array.from({ length: steps }, (_, step) => ({ step, metrics: { loss: 1 / (step + 7) } }));
  const trials = report.trials.map((trial) => ({ ...trial, curve }));
  expect(Buffer.byteLength(renderReportHtml({ ...report, trials }))).toBeLessThan(most);
});

/** Names of tags and of their attributes, such as `svg` and `svg viewBox`. */
function namesOf(whole: string): Set<string> {
  const page = whole.replace(pageScript, '');
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
      expect(page.replace(pageScript, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      expect(page.match(/<script>/g)).toHaveLength(1);
      expect(page.match(/<\/script>/g)).toHaveLength(3);
    }),
  );
});
