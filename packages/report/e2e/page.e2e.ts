/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, Page } from 'playwright-core';

import { createReportData, renderReportHtml, type SweepReport } from '../src/index.js';
import { chromiumPath, launchChromium } from './chromium.js';
import { goalsReport } from '../test/support/goalsReport.js';
import { gpReport } from '../test/support/gpReport.js';
import { replicatedReport } from '../test/support/replicated.js';
import { sampleReport } from './sampleReport.js';
import { tickBox } from './tickBox.js';

/** The report's page in a real browser: what a reader does with it, by mouse and by keyboard. */
if (chromiumPath === undefined) {
  test.skip('the page is tried in Chromium: install it, for instance with "apt-get install chromium"', () => undefined);
} else {
  describe('in Chromium', () => testPage(chromiumPath ?? ''));
}

function testPage(path: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-page-'));
  const axe = createRequire(__filename).resolve('axe-core');
  let browser: Browser;
  let problems: string[];
  let opened = 0;

  beforeAll(async () => {
    browser = await launchChromium(path);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => (problems = []));
  // Whatever a test did: the page threw nothing, broke no rule of its content policy, and asked for nothing elsewhere.
  afterEach(() => expect(problems).toEqual([]));

  /** Tests share a window, which costs as much as all that a test does in it; each loads the page again. */
  const windows = new Map<boolean, Page>();
  async function openWindow(bypassCSP: boolean): Promise<Page> {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], bypassCSP });
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || problems.push(request.url()));
    windows.set(bypassCSP, page);
    return page;
  }

  async function open(
    report: SweepReport,
    {
      width = 1280,
      colorScheme = 'light',
      bypassCSP = false,
    }: { width?: number; colorScheme?: 'light' | 'dark'; bypassCSP?: boolean } = {},
  ): Promise<Page> {
    const page = windows.get(bypassCSP) ?? (await openWindow(bypassCSP));
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.mouse.move(0, 0);
    const file = join(folder, `${++opened}.html`);
    writeFileSync(file, renderReportHtml(report));
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  const status = (page: Page): Promise<string | null> => page.locator('#status').textContent();
  const ranks = (page: Page): Promise<string[]> => page.locator('#trials-body td:nth-child(2)').allTextContents();
  /** Scrolls a chart into view, where it is drawn. */
  async function chartBox(page: Page, name: string): Promise<{ x: number; y: number; width: number }> {
    const chart = page.locator(`#${name} .chart`);
    await chart.scrollIntoViewIfNeeded();
    await page.locator(`#${name} canvas`).first().waitFor();
    return (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  }

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 380],
  ] as const)('axe finds nothing serious, in %s at %i pixels', async (colorScheme, width) => {
    const page = await open(sampleReport(60), { colorScheme, width, bypassCSP: true });
    for (const row of [0, 2]) await tickBox(page.locator('#trials-body input').nth(row));
    for (const figure of await page.locator('figure').all()) await figure.scrollIntoViewIfNeeded();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run(),
    );
    expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('every chart is drawn and says what it shows', async () => {
    const page = await open(sampleReport(60));
    const names = await page.locator('figure').evaluateAll((figures) => figures.map(({ id }) => id));
    expect(names).toEqual(
      expect.arrayContaining(['history', 'parallel', 'slices', 'contour', 'curves', 'distribution', 'timeline']),
    );
    for (const name of names) {
      await chartBox(page, name);
      expect(await page.locator(`#${name} .chart`).getAttribute('aria-label')).toMatch(/^[A-Z].+\.$/s);
      expect(await hasInk(page, name)).toBe(true);
    }
    expect(await page.locator('#timeline').textContent()).toContain('differs between runs');
    expect(await page.locator('#cost').textContent()).toMatch(/^Recorded: 2 min \d\d s of computing\.$/);
    expect(await page.locator('#trials-head').textContent()).toContain('time');
  });

  test('a slider goes through the steps of a Gaussian process, by mouse and by arrow keys', async () => {
    const page = await open(gpReport({ parameters: '{ x: { min: 0.0, max: 1.0 }, kind: { values: [a, b] } }' }));
    await chartBox(page, 'model');
    const said = (): Promise<string | null> => page.locator('#model .chart').getAttribute('aria-label');
    const slider = page.getByRole('slider', { name: 'Before' });
    expect(await said()).toMatch(
      /^Gaussian process before trial 15, from 12 trials: .* along kind, .* is largest at [ab]\.$/,
    );
    expect(await hasInk(page, 'model')).toBe(true);
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await said()).toContain('before trial 14, from 12 trials');
    expect(await page.locator('#model output').textContent()).toBe('trial 14');
    expect(await slider.getAttribute('aria-valuetext')).toBe('trial 14');
    await page.keyboard.press('Home');
    expect(await said()).toMatch(/before trial [678], from /);
    const before = await page.locator('#model canvas').first().screenshot();
    await page.keyboard.press('End');
    expect(before.equals(await page.locator('#model canvas').first().screenshot())).toBe(false);
    await page.locator('#model select').first().selectOption('x');
    expect(await said()).toMatch(/before trial 15, .* along x, .* is largest at [\d.]+\.$/);
    expect(await page.locator(':focus').count()).toBe(1);
  });

  test.each([1280, 380])('axe finds nothing serious about it, at %i pixels', async (width) => {
    const page = await open(gpReport(), { width, bypassCSP: true });
    await chartBox(page, 'model');
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run(),
    );
    expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('replicates are points, and their configuration is a row and a line with their mean', async () => {
    const failed = { kind: 'failed', error: 'Error: bad luck' } as const;
    const page = await open(
      replicatedReport([
        [0.5, 0.25, 0.75],
        [0.2, 0.3, 0.25],
        [0.1, failed, 0.1],
      ]),
    );
    const cells = async (): Promise<string[][]> =>
      page
        .locator('#trials-body tr')
        .evaluateAll((rows) => rows.map((row) => [...row.children].slice(1, 6).map((cell) => cell.textContent ?? '')));
    expect(await cells()).toEqual([
      ['1', '0.25', '0.029', '3', '1'],
      ['2', '0.5', '0.14', '3', '0'],
      ['3', '1 of 3 failed', '', '3', '2'],
    ]);
    const said = async (name: string): Promise<string | null> => {
      await chartBox(page, name);
      return page.locator(`#${name} .chart`).getAttribute('aria-label');
    };
    expect(await said('history')).toContain('loss of 8 completed trials');
    expect(await said('parallel')).toContain('a line for each of 2 completed');
    await page.locator('#filter').fill('loss <= 0.3');
    expect(await cells()).toEqual([['1', '0.25', '0.029', '3', '1']]);
    expect(await page.locator('#status').textContent()).toBe('3 of 9 trials');
  });

  test('with several goals, the front is chosen from, and axe finds nothing serious', async () => {
    const page = await open(goalsReport({ goals: 3, results: ['bytes <= 8e4'] }), { bypassCSP: true });
    expect(await page.locator('.cards h2').allTextContents()).toEqual([
      'Pareto front',
      expect.stringMatching(/^Picked: trial \d+$/),
      'Trials',
      expect.stringMatching(/^Picked params/),
    ]);
    const { x, y, width } = await chartBox(page, 'goals');
    await clickInk(page, 'goals', x, y, width);
    expect(await status(page)).toMatch(/1 selected$/);
    expect(await page.locator('#compare tr', { hasText: 'front' }).first().textContent()).toBe('frontpicked');
    await page.locator('#goals select').first().selectOption('latency');
    expect(await page.locator('#goals .chart').getAttribute('aria-label')).toContain('bytes against latency');
    await page.locator('#filter').fill('bytes > 8e4');
    expect(new Set(await page.locator('#trials-body tr td:nth-child(7)').allTextContents())).toEqual(
      new Set(['bytes <= 8e4']),
    );
    for (const name of ['goals', 'hypervolume', 'frugal']) {
      await chartBox(page, name);
      expect([name, await hasInk(page, name)]).toEqual([name, true]);
    }
    expect(await page.locator('#frugal').textContent()).toContain('differs between runs');
    for (const figure of await page.locator('figure').all()) await figure.scrollIntoViewIfNeeded();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run(),
    );
    expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html])).toEqual([]);
  });

  test('paper shows every chart, also those that have not come into view', async () => {
    const page = await open(sampleReport(60));
    const names = await page.locator('figure').evaluateAll((figures) => figures.map(({ id }) => id));
    await page.pdf();
    for (const name of names) expect([name, await hasInk(page, name)]).toEqual([name, true]);
  });

  test('nothing is cut off on paper, which is white, and what is only for the screen is not there', async () => {
    const page = await open(sampleReport(60), { colorScheme: 'dark' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    const { widths, seen } = await page.evaluate(() => ({
      widths: [...document.querySelectorAll('canvas, table')].map((part) => part.getBoundingClientRect().right),
      seen: [...document.querySelectorAll('.save, #bar, .pick, #copies button')].filter((part) =>
        part.checkVisibility(),
      ),
    }));
    expect(Math.max(...widths)).toBeLessThanOrEqual(719);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(seen).toEqual([]);
    const [left, right] = await Promise.all(
      ['history', 'importance'].map((name) => page.locator(`#${name}`).boundingBox()),
    );
    expect(left?.y).toBe(right?.y);
    // A filter belongs to what is printed.
    await page.emulateMedia({ media: 'screen' });
    await page.locator('#filter').fill('loss < 1');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#bar').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  test('a chart is saved as a picture on white, also from a dark screen', async () => {
    const page = await open(sampleReport(12), { colorScheme: 'dark' });
    await chartBox(page, 'history');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save Optimization history as PNG' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/-history\.png$/);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    // Twice the chart and its title, in both directions.
    expect(bytes.readUInt32BE(20)).toBe(2 * (320 + 34));
    expect(await cornersOf(page, bytes)).toEqual(Array.from({ length: 4 }, () => [255, 255, 255]));
    const [ground] = await cornersOf(page, await page.locator('#history canvas').first().screenshot());
    expect(ground).not.toEqual([255, 255, 255]);
  });

  test('a filter narrows table and charts, and one that cannot be read says why', async () => {
    const page = await open(sampleReport(60));
    expect(await status(page)).toBe('60 trials');
    await page.keyboard.press('Tab');
    await page.locator('#filter').fill('optimizer.name = adam and loss < 1');
    const [count] = /^\d+/.exec((await status(page)) ?? '') ?? [];
    const matching = createReportData(sampleReport(60)).trials.id.filter((_, index) => isMatch(index)).length;
    expect([count, await page.locator('#trials-body tr').count()]).toEqual([String(matching), Math.min(25, matching)]);
    await page.locator('#filter').fill('optimiser.name = adam');
    expect(await status(page)).toContain('Column 1: "optimiser.name" is not known; did you mean "optimizer.name"?');
    await page.locator('#clear').click();
    expect(await status(page)).toBe('60 trials');
  });

  test('the table is sorted and paged by keyboard alone', async () => {
    const page = await open(sampleReport(60));
    expect((await ranks(page)).slice(0, 3)).toEqual(['1', '2', '3']);
    await page.locator('#trials-head button', { hasText: 'rank' }).focus();
    await page.keyboard.press('Enter');
    expect((await ranks(page)).slice(0, 2)).toEqual(['60', '59']);
    expect(await page.locator('th[aria-sort="descending"]').textContent()).toBe('rank');
    await page.locator('#pages button', { hasText: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.locator('#pages').textContent()).toContain('51–60 of 60');
    expect((await ranks(page)).at(-1)).toBe('1');
  });

  test('a stroke along a parallel axis becomes the filter, and selecting goes through all parts', async () => {
    const page = await open(sampleReport(60));
    const { x, y } = await chartBox(page, 'parallel');
    await page.mouse.move(x + 56, y + 100);
    await page.mouse.down();
    await page.mouse.move(x + 56, y + 150, { steps: 4 });
    await page.mouse.move(x + 56, y + 200, { steps: 4 });
    await page.mouse.up();
    const filter = await page.locator('#filter').inputValue();
    expect(filter).toMatch(/^lr >= [\d.e-]+ and lr <= [\d.e-]+$/);
    const [shown = '0'] = /^\d+/.exec((await status(page)) ?? '') ?? [];
    expect(Number(shown)).toBeGreaterThan(0);
    expect(Number(shown)).toBeLessThan(60);
    // What is typed after a stroke removes the stroke, and stays.
    await page.locator('#filter').press('End');
    await page.locator('#filter').pressSequentially(' and layers >= 3');
    expect(await page.locator('#filter').inputValue()).toBe(`${filter} and layers >= 3`);
    await page.locator('#clear').click();
    expect(await page.locator('#filter').inputValue()).toBe('');
  });

  test('a click on a point selects its trial; selected trials are compared, and copied as YAML and JSON', async () => {
    const page = await open(sampleReport(60));
    const { x, y, width } = await chartBox(page, 'history');
    // The best trial of the sample is its last one, at the right edge of the plot; its height follows from the axis.
    await clickInk(page, 'history', x, y, width);
    expect(await status(page)).toMatch(/1 selected$/);
    await tickBox(page.locator('#trials-body input').nth(4));
    expect(await page.locator('#compare th[scope="col"]').count()).toBe(2);
    expect(await page.locator('#compare tr.differs th').allTextContents()).toContain('loss');
    await page.locator('#compare button', { hasText: 'YAML' }).first().click();
    const yaml = await page.evaluate(() => navigator.clipboard.readText());
    expect(yaml).toMatch(/^lr: [\d.e-]+\noptimizer:\n {2}name: /);
    await page.locator('#compare button', { hasText: 'JSON' }).first().click();
    const json = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as object;
    expect(Object.keys(json)).toEqual(['lr', 'optimizer', 'layers', 'batch']);
  });

  test('the address holds what was asked for, and shows it to whoever opens it', async () => {
    const page = await open(sampleReport(60));
    await page.locator('#filter').fill('loss < 2');
    for (const row of [3, 0]) await tickBox(page.locator('#trials-body input').nth(row));
    await page.locator('#trials-head button', { hasText: 'lr' }).click();
    const chosen = await page.locator('#compare th[scope="col"]').allTextContents();
    const other = await page.context().newPage();
    await other.goto(page.url());
    expect(await other.locator('#filter').inputValue()).toBe('loss < 2');
    expect(await other.locator('#compare th[scope="col"]').allTextContents()).toEqual(chosen);
    expect(await other.locator('th[aria-sort="ascending"]').textContent()).toBe('lr');
    await other.close();
  });

  test('keys lead to the filter and to help, which leads back', async () => {
    const page = await open(sampleReport(12));
    await page.keyboard.press('/');
    await page.keyboard.type('rank <= 3?');
    expect(await page.locator('#filter').inputValue()).toBe('rank <= 3?');
    await page.locator('#help').focus();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').textContent()).toContain('Filters');
    await page.keyboard.press('Escape');
    expect(await page.locator(':focus').getAttribute('id')).toBe('help');
  });

  test('the best params are copied without selecting anything', async () => {
    const page = await open(sampleReport(12));
    await page.locator('#copies button', { hasText: 'JSON' }).click();
    const { best } = createReportData(sampleReport(12));
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as object;
    expect(copied).toEqual(sampleReport(12).trials[best ?? -1]?.result.params);
  });

  test('newer results are shown without losing what was chosen', async () => {
    const page = await open(sampleReport(30));
    await tickBox(page.locator('#trials-body input').first());
    const chosen = await page.locator('#compare th[scope="col"]').textContent();
    await page.locator('#filter').fill('loss < 3');
    const newer = createReportData(sampleReport(60));
    await page.evaluate((data) => (window as unknown as Live).nxTune.update(data), newer as object);
    expect(await status(page)).toMatch(/of 60 trials, 1 selected$/);
    expect(await page.locator('#compare th[scope="col"]').textContent()).toBe(chosen);
    expect(await page.locator('#filter').inputValue()).toBe('loss < 3');
  });

  test('ten thousand trials open, filter and sort', async () => {
    const page = await open(sampleReport(10_000));
    expect(await status(page)).toBe('10000 trials');
    await page.locator('#filter').fill('lr < 0.01');
    expect(await status(page)).toMatch(/^\d{4} of 10000 trials$/);
    await chartBox(page, 'history');
    expect(await hasInk(page, 'history')).toBe(true);
  });

  test('the page of ten thousand trials stays small, and its charts are drawn when they come into view', async () => {
    const page = await open(sampleReport(10_000));
    const count = (selector: string): Promise<number> => page.locator(selector).count();
    await page.locator('#history canvas').first().waitFor();
    expect(await count('*')).toBeLessThan(700);
    expect(await count('#timeline canvas')).toBe(0);
    await chartBox(page, 'timeline');
    expect(await hasInk(page, 'timeline')).toBe(true);
    for (const figure of await page.locator('figure').all())
      await chartBox(page, (await figure.getAttribute('id')) ?? '');
    expect(await count('*')).toBeLessThan(800);
  });

  test('one of many points is selected by a click', async () => {
    const page = await open(sampleReport(10_000));
    const { x, y, width } = await chartBox(page, 'history');
    // Points lie close together a little above the lower end of the plot.
    await page.mouse.move(x + width / 2, y + 256);
    await page.mouse.click(x + width / 2, y + 256);
    expect(await status(page)).toMatch(/1 selected$/);
  });

  function isMatch(index: number): boolean {
    const { result } = sampleReport(60).trials[index] ?? {};
    const name = (result?.params['optimizer'] as { name?: string } | undefined)?.name;
    return name === 'adam' && result?.outcome.kind === 'completed' && Number(result.metrics['loss']) < 1;
  }
}

interface Live {
  readonly nxTune: { update(data: object): void };
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** True if a chart, which the library may draw on several canvases, has more than its ground. */
const hasInk = (page: Page, name: string): Promise<boolean> =>
  page.locator(`#${name} canvas`).evaluateAll((layers) => {
    const colors = new Set<number>();
    for (const canvas of layers as HTMLCanvasElement[]) {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      for (let at = 0; at < data.length; at += 4)
        colors.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    }
    return colors.size > 20;
  });

/** The colours of the corners of a PNG. */
const cornersOf = (page: Page, png: Buffer): Promise<readonly (readonly number[])[]> =>
  page.evaluate(
    async (numbers) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(numbers)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return [0, image.width - 1].flatMap((x) =>
        [0, image.height - 1].map((y) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3)),
      );
    },
    [...png],
  );

/** Clicks the best trial, which alone has its colour filled in a disc: the lowest such pixel that has it around it too. */
async function clickInk(page: Page, name: string, x: number, y: number, width: number): Promise<void> {
  const place = await page
    .locator(`#${name} canvas`)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      const isBest = (left: number, top: number): boolean => {
        const [red = 0, green = 0, blue = 0] = context?.getImageData(left, top, 1, 1).data ?? [];
        return red === 183 && green === 65 && blue === 14;
      };
      for (let top = 40; top < canvas.height - 40; top += 1)
        for (let left = 60; left < canvas.width - 10; left += 1)
          if (
            isBest(left, top) &&
            isBest(left + 3, top) &&
            isBest(left - 3, top) &&
            isBest(left, top + 3) &&
            isBest(left, top - 3)
          )
            return { left: left / canvas.width, top, height: canvas.height };
      return undefined;
    });
  expect(place).toBeDefined();
  await page.mouse.click(x + (place?.left ?? 0) * width, y + (place?.top ?? 0));
}
