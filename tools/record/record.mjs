import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { createScreen } from './screen.mjs';
import { shorten } from './shorten.mjs';
import { terminalSvg } from './terminalSvg.mjs';

/**
 * Runs `npx nx tune digits` twice, first without a cache and then with it, in a terminal by util-linux's script(1), and
 * writes what was seen as `docs/figures/terminal.svg`. What Nx prints after its last word on the run is left out.
 */
const root = resolve(import.meta.dirname, '../..');
const size = { columns: 92, rows: 48 };
const command = 'npx nx tune digits';
const lastWord = 'Successfully ran target';

const folder = mkdtempSync(join(tmpdir(), 'nx-tune-record-'));
try {
  rmSync(join(root, 'workspace-example/digits/.tune'), { recursive: true, force: true });
  const cold = shorten(await record(command), { seconds: 14, every: 0.5 });
  const warm = shorten(await record(command), { seconds: 3, every: 0.5 });
  const pause = 5;
  const later = (cold.at(-1)?.at ?? 0) + pause;
  const frames = [...cold, ...warm.map(({ at, rows }) => ({ at: Number((at + later).toFixed(2)), rows }))];
  const title =
    'npx nx tune digits computes twelve trials and prints a leaderboard; run again, it restores all twelve from the cache.';
  const svg = terminalSvg({ columns: size.columns, title, frames, hold: 8 });
  writeFileSync(join(root, 'docs/figures/terminal.svg'), svg);
  process.stdout.write(`docs/figures/terminal.svg: ${Math.round(svg.length / 1024)} kB, ${frames.length} screens\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The screens that a command shows, each with its time in seconds. */
async function record(text) {
  const screen = createScreen(size);
  await screen.write('\u001b[32m$\u001b[39m ');
  await screen.write(`${text}\n`);
  const frames = [{ at: 0, rows: screen.rows() }];
  const inner = `stty cols ${size.columns} rows ${size.rows}; ${text}`;
  const child = spawn('script', ['-qec', inner, join(folder, 'typescript')], { cwd: root, env: environment() });
  child.stderr.pipe(process.stderr);
  const startMs = performance.now();
  let isOver = false;
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    if (isOver) continue;
    const end = chunk.indexOf(lastWord);
    isOver = end >= 0;
    await screen.write(isOver ? chunk.slice(0, Math.max(end, chunk.indexOf('\n', end))) : chunk);
    frames.push({ at: (performance.now() - startMs) / 1000, rows: screen.rows() });
  }
  return frames;
}

/** Caches of its own, so that the first run computes and the second one does not. */
function environment() {
  const { CI: _ci, NO_COLOR: _noColor, ...rest } = process.env;
  return {
    ...rest,
    TERM: 'xterm-256color',
    NX_CACHE_DIRECTORY: join(folder, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'data'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
  };
}
