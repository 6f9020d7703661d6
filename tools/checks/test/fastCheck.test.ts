import * as fc from 'fast-check';

type StringArbitrary = typeof fc.string;

/** Returns fast-check from a registry of its own, to which nothing was done. */
function original(): typeof fc {
  let itself: typeof fc = fc;
  jest.isolateModules(() => {
    itself = jest.requireActual<typeof fc>('fast-check/itself');
  });
  return itself;
}

test('strings of any code points are those that fast-check itself draws, and shrink as these do', () => {
  const plain = original();
  expect(plain.string).not.toBe(fc.string);
  const options = { seed: 1, numRuns: 300 };
  for (const size of [{}, { maxLength: 12 }, { minLength: 3 }]) {
    const drawn = (string: StringArbitrary): readonly string[] =>
      plain.sample(string({ ...size, unit: 'binary' }), options);
    expect(drawn(fc.string)).toEqual(drawn(plain.string));
  }
  const tried = (string: StringArbitrary): readonly string[] => {
    const texts: string[] = [];
    plain.check(
      plain.property(string({ unit: 'binary' }), (text) => {
        texts.push(text);
        return text.length < 4;
      }),
      options,
    );
    return texts;
  };
  expect(tried(fc.string)).toEqual(tried(plain.string));
});

test('properties are tried with the same seed each time', () => {
  expect(fc.readConfigureGlobal()).toEqual({ seed: Number(process.env['NX_TUNE_PROPERTY_SEED'] ?? 1) });
});

test('a property is tried with a share of its cases, at least one', () => {
  const count = (options: { readonly numRuns?: number }): number => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(), () => void tried++),
      options,
    );
    return tried;
  };
  const share = Number(process.env['NX_TUNE_PROPERTY_RUNS'] ?? 0.4);
  expect(count({})).toBe(Math.ceil(100 * share));
  expect(count({ numRuns: 1 })).toBe(Math.ceil(share));
});
