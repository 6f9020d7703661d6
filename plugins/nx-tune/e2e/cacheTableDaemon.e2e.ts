import { describeCacheTable } from './support/cacheTable.js';

describe('what runs again, with the daemon', () => describeCacheTable(true));
