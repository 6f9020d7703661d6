import { spawnSync } from 'node:child_process';

import { type Browser, chromium } from 'playwright-core';

/** The browser of this machine, if it has one. */
export const chromiumPath: string | undefined = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path !== '');

export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'] });
