import { crashKind, crashReason, crashSummary, isProcessCrash } from '../../src/trial/crashSummary.js';

const python = `Traceback (most recent call last):
  File "train.py", line 6, in <module>
    step(a.lr)
  File "train.py", line 5, in step
    raise ValueError(f'learning rate is bad: {x}')
ValueError: learning rate is bad: 0.1`;

const chained = `Traceback (most recent call last):
  File "train.py", line 3, in <module>
    json.load(file)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "train.py", line 5, in <module>
    raise RuntimeError('no data') from None
RuntimeError: no data
and a second line of the message`;

const argparse = `usage: train.py [-h] [--rate RATE]
train.py: error: unrecognized arguments: --lr=0.1`;

const syntax = `  File "train.py", line 1
    print(
         ^
SyntaxError: '(' was never closed`;

const node = `starting
/app/train.js:3
  throw new TypeError('x is not a number');
  ^

TypeError: x is not a number
    at train (/app/train.js:3:9)
    at Object.<anonymous> (/app/train.js:5:1)

Node.js v20.19.0`;

const rust = `thread 'main' panicked at src/main.rs:2:5:
learning rate is bad: 0.1
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`;

const java = `Exception in thread "main" java.lang.IllegalStateException: no data
\tat Train.main(Train.java:5)
Caused by: java.io.FileNotFoundException: data.csv
\tat Train.read(Train.java:9)
\t... 1 more`;

const go = `panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
main.main()
\t/app/main.go:6 +0x1d
exit status 2`;

const remedy = '. Add "wandb: shim" to the sweep file: then nx-tune stands in for it';

test.each([
  "ModuleNotFoundError: No module named 'wandb'",
  'wandb.errors.errors.UsageError: api_key not configured (no-tty). call wandb.login(key=[your_api_key])',
])('the crash of a program that needs wandb names the key: %s', (line) => {
  const error = `python3: exit code 1\nTraceback (most recent call last):\n  File "train.py", line 1\n${line}`;
  expect(crashSummary(error)).toBe(line + remedy);
  expect(crashSummary(error.replace(line, 'ValueError: no wandb'))).toBe('ValueError: no wandb');
});

test.each([
  ['Python', python, 'ValueError: learning rate is bad: 0.1'],
  [
    'Python, with output after the traceback',
    `${python}\nwandb: run was synced`,
    'ValueError: learning rate is bad: 0.1',
  ],
  ['a chain of Python errors', chained, 'RuntimeError: no data'],
  ['argparse', argparse, 'train.py: error: unrecognized arguments: --lr=0.1'],
  ['a syntax error', syntax, "SyntaxError: '(' was never closed"],
  ['an assertion without a message', python.replace(/ValueError.*$/, 'AssertionError'), 'AssertionError'],
  ['Node', node, 'TypeError: x is not a number'],
  ['a code of Node', 'Error [ERR_X]: no file\n    at a (b.js:1:1)\n\nNode.js v24.1.0', 'Error [ERR_X]: no file'],
  ['Rust', rust, 'learning rate is bad: 0.1'],
  ['Java', java, 'Caused by: java.io.FileNotFoundException: data.csv'],
  ['Go', go, 'panic: runtime error: index out of range [3] with length 3'],
  [
    'Ruby',
    "train.rb:2:in 'step': bad (ArgumentError)\n\tfrom train.rb:5:in '<main>'",
    "train.rb:2:in 'step': bad (ArgumentError)",
  ],
  ['R', 'Error in step(0.1) : bad rate\nExecution halted', 'Error in step(0.1) : bad rate'],
  ['Julia', 'ERROR: LoadError: bad rate\nStacktrace:\n [1] error(s::String)', 'ERROR: LoadError: bad rate'],
  ['dash', 'sh: 1: trainn: not found', 'sh: 1: trainn: not found'],
  ['bash', './run.sh: line 3: trainn: command not found', './run.sh: line 3: trainn: command not found'],
  ['env', "env: 'trainn': No such file or directory", "env: 'trainn': No such file or directory"],
])('%s', (_, output, summary) => expect(crashSummary(`python: exit code 1\n${output}\n`)).toBe(summary));

test('C++ says it before it is ended', () => {
  const output = "terminate called after throwing an instance of 'std::runtime_error'\n  what():  bad rate";
  expect(crashSummary(`train: ended by SIGABRT\n${output}`)).toBe('what():  bad rate');
});

const killed = 'sh: ended by SIGKILL: killed from outside, as the system does when it has no memory left';

test('an output without an error is quoted, after what ended the process', () => {
  expect(crashSummary('sh: exit code 3\nepoch 1\nepoch 2\n')).toBe('sh: exit code 3: epoch 2');
  expect(crashSummary('sh: exit code 3\n 0%|  |\r 50%|# | 1/2')).toBe('sh: exit code 3: 50%|# | 1/2');
  expect(crashSummary('sh: ended by SIGKILL\nepoch 2')).toBe(killed);
  expect(crashSummary('sh: ended by SIGKILL')).toBe(killed);
  expect(crashSummary('sh: ended by SIGSEGV\nepoch 2')).toBe(
    'sh: ended by SIGSEGV: a segmentation fault, in native code',
  );
  expect(crashSummary('sh: ended by SIGTERM\nepoch 2')).toBe('sh: ended by SIGTERM');
  expect(crashSummary('sh: exit code 3')).toBe('sh: exit code 3');
});

test.each([
  'RangeError: x is too big\n    at objective (src/objective.ts:3:9)',
  'timed out: it ran longer than "timeout" (2 seconds)\nTraceback (most recent call last):\nValueError: x',
  '',
])('an error that is not the end of a process is its first line', (error) => {
  expect(crashSummary(error)).toBe(error.split('\n')[0]);
  expect(isProcessCrash(error)).toBe(false);
});

test.each([
  'python3: timed out: it ran longer than "timeout" (0.5 seconds)',
  'python3: out of memory: it used more than "memory" (300 megabytes)',
])('a process that exceeded a limit was ended for nothing that it printed', (limit) => {
  const error = `${limit}\nepoch 1\n${python}`;
  expect(isProcessCrash(error)).toBe(true);
  expect(crashSummary(error)).toBe(limit);
  expect(crashReason(error, 4)).toBe(limit);
});

test('crashes that differ in numbers are of one kind', () => {
  expect(crashKind(`python: exit code 1\n${python}`)).toBe(
    crashKind(`python: exit code 1\n${python.replaceAll('0.1', '-2e-5')}`),
  );
  expect(crashKind(`python: exit code 1\n${python}`)).not.toBe(crashKind(`python: exit code 1\n${argparse}`));
  expect(crashKind('RangeError: x is 1')).toBe(crashKind('RangeError: x is 20'));
  expect(crashKind('Error: at 0x7f3a')).toBe(crashKind('Error: at 0x1'));
});

test('a reason has some lines of an output without an error', () => {
  const advice = 'There is no sklearn.\nInstall it: python3 -m pip install sklearn\n';
  expect(crashReason(`python3: exit code 1\nstart\n\n${advice}`, 3)).toBe(`python3: exit code 1\n${advice.trimEnd()}`);
  expect(crashReason(`python3: exit code 1\n${python}`, 3)).toBe('ValueError: learning rate is bad: 0.1');
  expect(crashReason('sh: ended by SIGKILL\nepoch 2', 3)).toBe(killed);
});
