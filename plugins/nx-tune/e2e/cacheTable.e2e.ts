import { describeCacheTable } from './support/cacheTable.js';

describe('what runs again, without the daemon', () => describeCacheTable(false));
