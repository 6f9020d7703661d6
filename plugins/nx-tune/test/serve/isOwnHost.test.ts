import { isOwnHost } from '../../src/serve/isOwnHost.js';

test.each(['127.0.0.1:4787', '127.0.0.1', 'localhost:9000', '[::1]:4787', '192.168.1.7:4787', 'LocalHost', 'box:1'])(
  '%s may be this server',
  (header) => expect(isOwnHost(header, ['box'])).toBe(true),
);

test.each([
  'evil.example',
  'evil.example:4787',
  '127.0.0.1.evil.example:4787',
  'localhost.evil.example',
  'box.example',
  '[evil]',
  '',
  undefined,
])('%s is the name of somebody else', (header) => expect(isOwnHost(header, ['box'])).toBe(false));
