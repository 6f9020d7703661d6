import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { renderReportHtml, type SweepReport } from '../src/index.js';
import { script, scriptHash } from '../src/html/script.js';
import { arbitraryReport } from './support/arbitraryReport.js';
import { example } from './support/example.js';

const many = (count: number): SweepReport => ({
  ...example,
  trials: Array.from({ length: count }, (_, number) => {
    const trial = example.trials[number % 2];
    if (trial === undefined) throw new Error('the example has two trials');
    return { ...trial, number, result: { ...trial.result, id: `id${number}`, params: { x: number / 7, color: 'red', l2: number }, metrics: { loss: number / 3 } } };
  }),
});

test('the content policy allows the report its own script and nothing from elsewhere', () => {
  expect(scriptHash).toBe(`sha256-${createHash('sha256').update(script).digest('base64')}`);
  const page = renderReportHtml(example);
  expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;${scriptHash}&#39;;`);
  expect(page).not.toMatch(/(src|href|action)=/);
  expect(page.match(/<script>/g)).toHaveLength(1);
});

test('nothing of how a run went is in it', () => {
  const other = { ...example, trials: example.trials.map(({ number, result, executed }) => ({ number, result, executed: !executed })) };
  expect(renderReportHtml(other)).toBe(renderReportHtml(example));
});

test('it names every trial, the best one first, and draws each completed one', () => {
  const page = renderReportHtml(example);
  expect([...page.matchAll(/<code>(id\d)<\/code><\/td>/g)].map(([, id]) => id)).toEqual(['id3', 'id1', 'id0', 'id5', 'id2', 'id4']);
  expect(page.match(/aria-label="Optimization history[^>]*>.*?<\/svg>/s)?.[0].match(/<circle class="dot/g)).toHaveLength(4);
  expect(page).toContain('Slice of x');
  expect(page).not.toContain('Slice of l2');
});

test.each([
  [100, 300_000],
  [1000, 2_000_000],
])('%i trials take less than %i bytes', (count, most) => {
  expect(Buffer.byteLength(renderReportHtml(many(count)))).toBeLessThan(most);
});

test('whatever a user wrote is text: the tags are those of a harmless report', () => {
  const tags = (page: string): Set<string> => new Set([...page.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name = '']) => name));
  const harmless = tags(renderReportHtml(many(5)));
  for (const name of tags(renderReportHtml(example))) harmless.add(name);
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const page = renderReportHtml(report);
      for (const name of tags(page)) expect(harmless).toContain(name);
      expect(page).not.toMatch(/ on\w+=/);
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|NaN"/);
      expect(page.match(/<script>/g)).toHaveLength(1);
    }),
  );
});
