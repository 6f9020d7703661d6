/** Real Nx runs take seconds each, and a minute on a busy machine. */
jest.setTimeout(300_000);
