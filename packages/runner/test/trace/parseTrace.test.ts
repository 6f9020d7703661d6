import { parseTrace } from '../../src/trace/parseTrace.js';

const parse = (...lines: readonly string[]): unknown => parseTrace(lines.join('\n'), '/app');
const opened = (path: string, ...flags: readonly string[]): unknown => ({ kind: 'opened', path, flags });

test.each([
  [
    'in the working folder',
    'openat(AT_FDCWD</app>, "a b.csv", O_RDONLY) = 3</app/a b.csv>',
    '/app/a b.csv',
    ['O_RDONLY'],
  ],
  [
    'by a link',
    'openat(AT_FDCWD</app>, "link", O_RDONLY|O_CLOEXEC) = 3</data/a>',
    '/app/link',
    ['O_RDONLY', 'O_CLOEXEC'],
  ],
  ['in a folder', 'openat(4</app/data>, "../a", O_RDONLY) = 3</app/a>', '/app/a', ['O_RDONLY']],
  [
    'by its whole path',
    'openat(AT_FDCWD</app>, "/data/a", O_WRONLY|O_CREAT, 0666) = 3</data/a>',
    '/data/a',
    ['O_WRONLY', 'O_CREAT'],
  ],
  ['by the old call', 'open("a", O_RDONLY) = 3</app/a>', '/app/a', ['O_RDONLY']],
  ['by an old strace', 'openat(AT_FDCWD, "a", O_RDONLY) = 3</app/a>', '/app/a', ['O_RDONLY']],
  [
    'with a strange name',
    String.raw`openat(AT_FDCWD</app>, "\303\244 \"x>\n\\.txt", O_RDONLY) = 3</app/\303\244 \"x\76\n\\.txt>`,
    '/app/ä "x>\n\\.txt',
    ['O_RDONLY'],
  ],
])('a file that is opened %s', (_, call, path, flags) => expect(parse(`7  ${call}`)).toEqual([opened(path, ...flags)]));

test('a folder that is listed', () => {
  expect(parse('7 getdents64(3</app/data>, 0x55 /* 3 entries */, 32768) = 80')).toEqual([
    { kind: 'listed', path: '/app/data' },
  ]);
});

test('a program that is started by a relative path lies in the working folder of its process', () => {
  const lines = [
    '7 execve("bin/model", [""...], 0x7f /* 4 vars */) = 0',
    '8 openat(AT_FDCWD</other>, "x", O_RDONLY) = 3</other/x>',
    '7 openat(AT_FDCWD</app/src>, "/etc/ld.so.cache", O_RDONLY) = 3</etc/ld.so.cache>',
  ];
  expect(parse(...lines)).toContainEqual({ kind: 'executed', path: '/app/src/bin/model' });
  expect(parse(...lines.slice(0, 1))).toEqual([{ kind: 'executed', path: '/app/bin/model' }]);
});

test('other lines say nothing', () => {
  expect(parse('', '7 +++ exited with 0 +++', '7 chdir("/app") = 0', 'strace: Process 8 attached')).toEqual([]);
});
