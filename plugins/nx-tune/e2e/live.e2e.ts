/// <reference lib="dom" />
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { canonicalJsonText, type JsonObject } from '@nx-tune/search';
import type { PlannedTrial } from '@nx-tune/sweep';
import type { Browser, Page } from 'playwright-core';

import { chromiumPath, launchChromium } from '../../../packages/report/e2e/chromium.js';
import { tickBox } from '../../../packages/report/e2e/tickBox.js';
import { readSweep } from '../src/study/readSweep.js';
import { createLiveSweep } from '../src/serve/liveSweep.js';
import { serveSweep } from '../src/serve/serveSweep.js';
import { createWorkspace } from './support/workspace.js';

const sweepFile = `objective: ./objective.js
method: random
run_cap: 12
metric: { name: loss, goal: minimize }
parameters:
  lr: { distribution: log_uniform_values, min: 0.001, max: 1 }
  layers: { values: [1, 2, 3] }
`;

describe('the target tune-report', () => {
  test('is served by one Nx while another runs the sweep, and written afterwards', async () => {
    const workspace = await createWorkspace();
    const port = await freePort();
    const server = workspace.start('run', 'digits:tune-report', '--serve', `--port=${port}`);
    try {
      const progress = follow(`http://127.0.0.1:${port}/events`);
      expect(await progress.next()).toMatchObject({ value: { done: 0, total: 6 } });
      expect((await workspace.nx('tune', 'digits')).code).toBe(0);
      for await (const { done } of progress) if (done === 6) break;
      process.kill(-(server.pid ?? 0), 'SIGINT');
      await once(server, 'close');
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
      const { code, output } = await workspace.nx('run', 'digits:tune-report');
      expect([code, output]).toEqual([0, expect.stringContaining('6 of 6 trials are known.')]);
      expect(workspace.read('apps/digits/.tune/tune/figures/slices.svg')).toContain('<title>Slices: loss against x, y');
      expect(workspace.counted()).toBe(6);
    } finally {
      if (server.exitCode === null && server.signalCode === null) process.kill(-(server.pid ?? 0), 'SIGKILL');
      await workspace.dispose();
    }
  });
});

if (chromiumPath === undefined) {
  test.skip('the live page is tried in Chromium: install it, for instance with "apt-get install chromium"', () =>
    undefined);
} else {
  describe('the live page, in Chromium', () => testLivePage(chromiumPath ?? ''));
}

function testLivePage(path: string): void {
  const workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-tune-live-'));
  const read = planned();
  let browser: Browser;
  beforeAll(async () => (browser = await launchChromium(path)));
  afterAll(async () => {
    await browser.close();
    rmSync(workspaceRoot, { recursive: true, force: true });
  });

  function planned(): Extract<ReturnType<typeof readSweep>, { ok: true }> {
    mkdirSync(join(workspaceRoot, 'apps/a'), { recursive: true });
    writeFileSync(join(workspaceRoot, 'apps/a/tune.yaml'), sweepFile);
    writeFileSync(join(workspaceRoot, 'apps/a/objective.js'), '');
    const found = readSweep(workspaceRoot, 'apps/a', 'apps/a/tune.yaml');
    if (!found.ok) throw new Error(found.problems.join('\n'));
    return found;
  }

  function writeResult(number: number, text?: string): void {
    const trial = read.trials[number] as PlannedTrial;
    const folder = join(workspaceRoot, 'apps/a/.tune/trials', trial.id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'result.json'), text ?? canonicalJsonText(resultOf(trial, number)));
  }

  /** Serves the sweep until it is stopped. */
  async function serve(port: number): Promise<{ url: string; stop(): Promise<void> }> {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const place = { workspaceRoot, root: 'apps/a', project: 'a', file: 'apps/a/tune.yaml' };
    let ended: Promise<string | undefined> = Promise.resolve(undefined);
    const url = await new Promise<string>((said) => {
      ended = serveSweep(createLiveSweep(read, place), { host: '127.0.0.1', port }, said, stopped);
    });
    return {
      url,
      stop: async () => {
        stop();
        expect(await ended).toBeUndefined();
      },
    };
  }

  const says = (page: Page, text: string): Promise<void> => page.locator('#live-text', { hasText: text }).waitFor();

  test('rows arrive, the choices of the reader stay, and a lost connection is shown and found again', async () => {
    let server = await serve(0);
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(server.url);
    await says(page, 'Live: 0 of 12 trials');
    for (const number of [0, 1, 2]) writeResult(number);
    await says(page, 'Live: 3 of 12 trials');
    await page.locator('#trials-body tr').nth(2).waitFor();
    expect(await page.title()).toBe('3/12 · a - nx-tune');

    await tickBox(page.locator('#trials-body tr', { hasText: read.trials[1]?.id ?? '' }).locator('input'));
    await page.locator('#trials-head button', { hasText: 'number' }).click();
    await page.locator('#filter').fill('loss < 100');
    await page.evaluate(() => scrollTo(0, 300));
    const before = await page.locator('#history').elementHandle();
    writeResult(3, '{"schemaVersion":1,"id":');
    for (const number of [4, 5]) writeResult(number);
    await page.locator('#trials-body tr').nth(4).waitFor();
    await says(page, 'Live: 5 of 12 trials');
    expect(await page.locator('#status').textContent()).toBe('5 of 5 trials, 1 selected');
    expect(await page.locator('#compare th[scope="col"]').textContent()).toContain('trial 1');
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toBe('number');
    expect(await page.locator(':focus').getAttribute('id')).toBe('filter');
    expect(await page.evaluate(() => scrollY)).toBe(300);
    expect(await before?.evaluate((figure) => figure.isConnected)).toBe(true);

    await server.stop();
    await says(page, 'Connection lost');
    for (const [number] of read.trials.entries()) writeResult(number);
    server = await serve(Number(new URL(server.url).port));
    await says(page, 'All done: 12 of 12 trials');
    await page.locator('#trials-body tr').nth(11).waitFor();
    expect(await page.locator('#best').textContent()).toContain('12 completed');
    expect(problems).toEqual([]);
    await page.close();
    await server.stop();
  });
}

const resultOf = ({ id, definition }: PlannedTrial, number: number): JsonObject => ({
  schemaVersion: 1,
  id,
  params: definition.params,
  seed: definition.seed,
  outcome: { kind: 'completed' },
  metrics: { loss: 20 - number },
});

interface Said {
  readonly done: number;
  readonly total: number;
}

/** Yields the messages of a server, as soon as it is there. */
async function* follow(url: string): AsyncGenerator<Said, undefined> {
  const body = (await fetch(url).catch(() => undefined))?.body ?? undefined;
  if (body === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return yield* follow(url);
  }
  for await (const chunk of body.pipeThrough(new TextDecoderStream()))
    for (const [, text = ''] of chunk.matchAll(/^data: (.*)$/gm)) yield JSON.parse(text) as Said;
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
