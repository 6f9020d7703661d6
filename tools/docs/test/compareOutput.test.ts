import { compareOutput } from '../src/compareOutput.js';

const output = `
 NX   Running target tune for project digits and 3 tasks it depends on:

✔  nx run _/digits--/x@1--4f2a:trial
 1/2  best loss 0.1  24 s, about 2 min 13 s left
> nx run digits:tune

 #  x   loss                     time            trial
 1  2  0.076  ████████████████  4.8 s  computed  4f2a
2 trials: 1 cached, 1 computed in 2 min 14 s
`;

test('text that differs from run to run is not compared', () => {
  const documented = `
#  x   loss                time            trial
1  2  0.076  ████████  0.1 s  computed  4f2a

2 trials: 1 cached, 1 computed in 27 s
`;
  expect(compareOutput(documented, output)).toBeUndefined();
});

test.each([
  ['another number', '...\n1 2 0.077 1 s computed 4f2a\n...', '1 2 0.077 <time> computed 4f2a'],
  [
    'a line that is not there',
    '...\n1 2 0.076 1 s computed 4f2a\n2 3 0.08 1 s computed 5a5a\n...',
    '2 3 0.08 <time> computed 5a5a',
  ],
  ['less than there is', '# x loss time trial', 'the end: the output goes on'],
  ['more than there is', '...\n2 trials: 1 cached, 1 computed in 1 s\nand more', 'and more'],
])('%s is found', (_, documented, missing) => {
  expect(compareOutput(documented, output)).toBe(missing);
});

test('dots match any lines, also none', () => {
  expect(
    compareOutput('...\n# x loss time trial\n...\n2 trials: 1 cached, 1 computed in 1 s\n...', output),
  ).toBeUndefined();
});
