import { commandsOf } from '../../src/lookUp/commandsOf.js';
import { targetsOf } from '../../src/lookUp/targetsOf.js';
import { unknownWords } from '../../src/lookUp/unknownWords.js';
import { parsePage } from '../../src/parsePage.js';

const page = parsePage(
  'a.md',
  '```yaml\n# net/wide.tune.yaml\nmethod: grid\nshards: 2\n```\n\n```sh\nnpx nx g nx-tune:sweep fresh deep --method=tpe\n```\n',
);
const targets = targetsOf(page);

test.each([
  'npx nx tune digits --parallel=4 --top=3   # a comment',
  'npm ci && npx nx tune-hyperband digits --dry-run --frozenLock',
  'CI=true npx nx run digits:tune-random-replay --sample=3 --trials=60ae,th0c --skip-nx-cache',
  'npx nx train digits',
  'npx nx affected -t tune --base=origin/main',
  'npx nx tune-wide-shard-2 net',
  'npx nx tune-deep fresh',
  'npx nx g nx-tune:github-workflow digits --shards=4',
  "npx nx-tune trials digits --filter 'momentum > 0.5' --sort -stepSize --format csv > trials.csv",
  'npx nx-tune slurm digits --wait -- --partition=short',
  'git status',
])('is known: %s', (script) => {
  expect(unknownWords(script, targets)).toBeUndefined();
});

test.each([
  ['npx nx-tune besst digits', 'nx-tune has no verb "besst"'],
  ['npx nx-tune best digits --tpo 3', 'nx-tune best has no option --tpo'],
  ['npx nx-tune export digits --format optuna', '--format cannot be "optuna"'],
  ['npx nx tune digit', 'there is no project "digit"'],
  ['npx nx tune-randon digits', '"digits" has no target "tune-randon"'],
  ['npx nx tune-wide-shard-3 net', '"net" has no target "tune-wide-shard-3"'],
  ['npx nx tune digits --sample=3', '"nx tune digits" has no option "sample"'],
  ['npx nx affected -t tune --bas=main', '"nx affected tune" has no option "bas"'],
  ['npx nx g nx-tune:swep digits', 'there is no generator "nx-tune:swep"'],
  ['npx nx g nx-tune:sweep digits --langage=python', '"nx g nx-tune:sweep" has no option "langage"'],
])('%s: %s', (script, problem) => {
  expect(unknownWords(`true\n${script}`, targets)).toBe(`${problem}: ${script}`);
});

test('commands in a substitution and after a pipe count, quotes hold words together', () => {
  expect(commandsOf(`eval "$(npx nx-tune completion bash)"\nnpx nx-tune best 'a b' | npx prettier`)).toEqual([
    ['nx-tune', 'completion', 'bash'],
    ['nx-tune', 'best', 'a b'],
    ['prettier'],
  ]);
});
