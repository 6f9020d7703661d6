/** A test that takes long and proves little that others do not prove: `npm run test:e2e:real` runs it. */
export const testAtLength: jest.It = process.env['NX_TUNE_E2E_REAL'] === 'true' ? test : test.skip;
