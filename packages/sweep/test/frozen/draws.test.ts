import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const compiled = join(__dirname, '../../dist/index.js');

/** A digest of a thousand draws for each distribution and each method, as another process finds them. */
function draws(env: Readonly<Record<string, string>>, cwd?: string): Record<string, string> {
  const output = execFileSync(process.execPath, [join(__dirname, 'draws.cjs'), compiled], {
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    encoding: 'utf8',
  });
  return JSON.parse(output) as Record<string, string>;
}

/** A draw that changes gives its trial another id: whoever changes one of these raises `engineVersion`. */
const frozen = draws({ LC_ALL: 'C', TZ: 'UTC' });

test('a thousand draws of each distribution, and by each method, are frozen', () => {
  expect(frozen).toMatchSnapshot();
});

test('they are the same under another locale, in another time zone and another folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-draws-'));
  try {
    const env = {
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Pacific/Kiritimati',
      HOME: folder,
      USER: 'somebody',
    };
    expect(draws(env, folder)).toEqual(frozen);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
