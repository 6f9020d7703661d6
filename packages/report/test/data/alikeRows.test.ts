import * as fc from 'fast-check';

import { alikeBy, alikeInAll, alikeInOthers } from '../../src/data/alikeRows.js';

/** Finds alike rows by texts of whole rows. */
const byText = (columns: readonly (readonly number[])[], rows: number): readonly number[] =>
  alikeBy(Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]).join())).codes;

const tables = fc
  .record({ rows: fc.integer({ min: 0, max: 12 }), width: fc.integer({ min: 0, max: 4 }) })
  .chain(({ rows, width }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: rows, maxLength: rows }), {
        minLength: width,
        maxLength: width,
      }),
    }),
  );

test('rows are alike in all columns, and in all but one, if their texts are', () =>
  fc.assert(
    fc.property(tables, ({ rows, columns }) => {
      const alike = columns.map(alikeBy);
      expect(alikeBy(alikeInAll(alike, rows).codes).codes).toEqual(byText(columns, rows));
      for (const [index, found] of alikeInOthers(alike, rows).entries()) {
        const others = columns.filter((_, place) => place !== index);
        expect(alikeBy(found.codes).codes).toEqual(byText(others, rows));
        expect(found.count).toBe(new Set(found.codes).size);
      }
    }),
  ));
