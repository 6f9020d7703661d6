/**
 * fast-check as unit tests get it: `jest.config.js` leads its name here.
 *
 * Property tests try the same cases each time, so that a change is judged by what it changes. Another seed looks further.
 */
const fastCheck = require('fast-check/itself');

fastCheck.configureGlobal({ seed: Number(process.env['NX_TUNE_PROPERTY_SEED'] ?? 1) });

/**
 * `npm test` tries two fifths of the cases of each property, 40 where it names no number: `NX_TUNE_PROPERTY_RUNS=1` tries all, and
 * 10 ten times as many.
 */
const share = Number(process.env['NX_TUNE_PROPERTY_RUNS'] ?? 0.4);
const { assert } = fastCheck;
fastCheck.assert = (property, { numRuns = 100, ...parameters } = {}) =>
  assert(property, { ...parameters, numRuns: Math.ceil(numRuns * share) });

/**
 * Strings of any code points, surrogates apart, as with `unit: 'binary'`: the same strings from the same seed, without its table
 * of all million of them, which costs a second and a hundred megabytes in each test file.
 */
const surrogates = { first: 0xd800, count: 0x800 };
const codePoint = fastCheck.integer({ min: 0, max: 0x10ffff - surrogates.count }).map(
  (number) => String.fromCodePoint(number < surrogates.first ? number : number + surrogates.count),
  (text) => {
    const [only, ...others] = typeof text === 'string' ? text : '';
    const point = only?.codePointAt(0);
    const isSurrogate = point >= surrogates.first && point < surrogates.first + surrogates.count;
    if (point === undefined || others.length > 0 || isSurrogate) throw new Error('not one code point');
    return point < surrogates.first ? point : point - surrogates.count;
  },
);
const { string } = fastCheck;
fastCheck.string = (constraints = {}) =>
  string(constraints.unit === 'binary' ? { ...constraints, unit: codePoint } : constraints);

module.exports = fastCheck;
