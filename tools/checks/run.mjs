import { builtVariable } from './builtVariable.mjs';
import { checks } from './checks.mjs';
import { cpuSeconds } from './cpuSeconds.mjs';
import { runCheck } from './runCheck.mjs';

/** `npm test` runs every check, `npm test -- unit lint` those named; a failure never stops the ones after it. */
const names = process.argv.slice(2);
const known = checks.map((check) => check.name);
const unknown = names.filter((name) => !known.includes(name));
const chosen = checks.filter((check) => names.length === 0 || names.includes(check.name));

const total = { passed: 0, failed: unknown.length, skipped: 0 };
for (const name of unknown) console.log(`✗ ${name}: no such check; there are ${known.join(', ')}`);
for (const check of chosen) {
  console.log(`▸ ${check.name}`);
  const timer = startTimer();
  const result = await runCheck(check);
  print(check, result, timer());
  if (check.name === 'build' && result.failed === 0) process.env[builtVariable] = 'true';
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
}
const cpu = cpuSeconds();
if (cpu !== undefined) console.log(`CPU ${cpu.toFixed(0)} s in all`);
console.log(counts(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** A function that answers how long it has been, on the wall and, where that is known, on all cores. */
function startTimer() {
  const [started, cpuBefore] = [performance.now(), cpuSeconds()];
  return () => {
    const wall = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    return cpuBefore === undefined ? wall : `${wall}, CPU ${(cpuSeconds() - cpuBefore).toFixed(1)} s`;
  };
}

function print(check, result, time) {
  const tests = check.kind === 'jest' ? ` (${counts(result)})` : '';
  console.log(`${result.failed > 0 ? '✗' : '✓'} ${check.name} ${time}${tests}`);
  if (result.failed === 0) return;
  console.log(result.output.trimEnd());
  if (result.reason !== undefined) console.log(`${check.name}: ${result.reason}`);
  console.log(`Repeat it with: npm run ${check.script}\n`);
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
