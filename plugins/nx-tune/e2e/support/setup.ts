import { endAllWarmNx } from './warm/warmNx.js';

/** Real Nx runs take seconds each, and a minute on a busy machine. */
jest.setTimeout(300_000);

afterAll(endAllWarmNx);
