import { describePages } from './support/describePages.js';

describePages('empty');
describePages('installed');
