import { labelPlace } from '../../page/charts/labelPlace.js';

const area = { x: 100, y: 50, width: 300, height: 200 };
const size = { width: 120, height: 14 };

test('a label is placed in a corner of its area, at the right first', () => {
  expect(labelPlace(area, size, [])).toEqual({ x: 275, y: 55, hidden: 0 });
  expect(labelPlace(area, size, [{ x: 390, y: 40, width: 12, height: 30 }])).toEqual({ x: 105, y: 55, hidden: 0 });
});

test('it hides nothing if it can, or else the least', () => {
  const top = { x: 0, y: 0, width: 500, height: 90 };
  const bottom = { x: 0, y: 120, width: 500, height: 200 };
  const found = labelPlace(area, size, [top, bottom]);
  expect(found).toMatchObject({ hidden: 0 });
  expect([found?.y !== undefined && found.y >= 90, (found?.y ?? 999) + 14 <= 120]).toEqual([true, true]);
  expect(labelPlace(area, size, [area, { x: 100, y: 50, width: 300, height: 100 }])).toMatchObject({ hidden: 1 });
});

test('an area without room has no label', () => {
  expect(labelPlace({ ...area, width: 125 }, size, [])).toBeUndefined();
  expect(labelPlace({ ...area, height: 20 }, size, [])).toBeUndefined();
});
