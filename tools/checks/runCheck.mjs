import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jestCounts } from './jestCounts.mjs';
import { runScript } from './runScript.mjs';

/** Runs one check; resolves to its counts, and to what it printed. */
export function runCheck(check) {
  return check.kind === 'jest' ? runJest(check.script) : runPlain(check.script);
}

async function runPlain(script) {
  const { ok, output } = await runScript(script);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output };
}

async function runJest(script) {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-checks-'));
  const file = join(folder, 'report.json');
  try {
    const { ok, output } = await runScript(script, ['--json', `--outputFile=${file}`]);
    return { ...jestCounts(readReport(file), ok), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
