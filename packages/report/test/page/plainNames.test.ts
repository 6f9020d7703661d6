import { element } from '../../page/element.js';
import { plainNames } from '../../page/plainNames.js';
import { createReportData } from '../../src/data/createReportData.js';
import { example } from '../support/example.js';

const hostile = 'a\u001b[31m\u202eb';
const shown = 'a\\u001b[31m\\u202eb';

test('names that charts draw show control and bidirectional characters', () => {
  const data = createReportData({ ...example, sweep: hostile, metric: { ...example.metric, name: hostile } });
  const plain = plainNames(data);
  expect([plain.sweep, plain.metric.name]).toEqual([shown, shown]);
  expect(plain.title).toContain(shown);
  expect(plain.metrics[0]?.name).toBe(shown);
  expect(plain.params).toBe(data.params);
});

test('elements of the page show them, too', () => {
  const made = { attributes: new Map<string, string>(), children: [] as unknown[] };
  Object.assign(globalThis, {
    document: {
      createElement: () => ({
        setAttribute: (name: string, value: string) => made.attributes.set(name, value),
        append: (...children: unknown[]) => made.children.push(...children),
      }),
    },
  });
  element('td', { title: hostile }, hostile, `${hostile}\nsecond line`);
  expect(made.attributes.get('title')).toBe(shown);
  expect(made.children).toEqual([shown, `${shown}\nsecond line`]);
});
