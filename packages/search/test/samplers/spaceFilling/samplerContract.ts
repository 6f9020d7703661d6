import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as fc from 'fast-check';

import type { UnitSampler } from '../../../src/samplers/spaceFilling/unitSampler.js';

export interface ContractOptions {
  /** True if a point depends on the number of points in the design. */
  readonly dependsOnCount?: boolean;
  /** True if a label's coordinate depends on its position among the labels. */
  readonly dependsOnPlace?: boolean;
}

const compiled = join(__dirname, '../../../dist/samplers/unitSamplers.js');
const request = fc.record({
  labels: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }),
  seed: fc.string(),
  index: fc.nat(99),
  count: fc.constant(100),
});

/** Tests the contract of every sampler of the unit cube. */
export function describeUnitSamplerContract(
  name: string,
  sample: UnitSampler,
  { dependsOnCount = false, dependsOnPlace = false }: ContractOptions = {},
): void {
  describe(`${name} keeps the contract of samplers`, () => {
    test('one coordinate in [0, 1) for each label, the same for the same request', () => {
      fc.assert(
        fc.property(request, (asked) => {
          const point = sample(asked);
          expect(point).toHaveLength(asked.labels.length);
          for (const coordinate of point) expect(coordinate >= 0 && coordinate < 1).toBe(true);
          expect(sample(structuredClone(asked))).toEqual(point);
        }),
      );
    });

    test(`another label ${dependsOnPlace ? 'at the end' : 'anywhere'} shifts no other`, () => {
      fc.assert(
        fc.property(request, fc.nat(5), (asked, place) => {
          const at = dependsOnPlace ? asked.labels.length : Math.min(place, asked.labels.length);
          const longer = sample({ ...asked, labels: asked.labels.toSpliced(at, 0, 'a label that is not there yet') });
          expect(longer.toSpliced(at, 1)).toEqual(sample(asked));
        }),
      );
    });

    if (!dependsOnCount) {
      test('asking for more points does not change the earlier ones', () => {
        fc.assert(
          fc.property(request, fc.nat(1000), (asked, more) =>
            expect(sample({ ...asked, count: asked.count + more })).toEqual(sample(asked)),
          ),
        );
      });
    }

    test('another seed gives other points', () => {
      const points = (seed: string): number[][] =>
        Array.from({ length: 10 }, (_, index) => [...sample({ labels: ['a', 'b'], seed, index, count: 10 })]);
      expect(points('1')).not.toEqual(points('2'));
    });

    test('a fresh process under another locale, time zone and folder agrees', () => {
      const asked = Array.from({ length: 20 }, (_, index) => ({
        labels: ['stepSize', 'émile', 'momentum'],
        seed: '4787',
        index,
        count: 20,
      }));
      const program = `const { unitSamplers } = require(${JSON.stringify(compiled)}); console.log(JSON.stringify(${JSON.stringify(asked)}.map(unitSamplers[${JSON.stringify(name)}].sample)))`;
      const output = execFileSync(process.execPath, ['-e', program], {
        cwd: tmpdir(),
        env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
        encoding: 'utf8',
      });
      expect(JSON.parse(output)).toEqual(asked.map((one) => sample(one)));
    });
  });
}

/** The first ten points of three labels with seed 4787, to six digits: a changed row is a breaking change. */
export function firstTen(sample: UnitSampler): string[] {
  return Array.from({ length: 10 }, (_, index) =>
    sample({ labels: ['a', 'b', 'c'], seed: '4787', index, count: 10 })
      .map((coordinate) => coordinate.toFixed(6))
      .join(' '),
  );
}
