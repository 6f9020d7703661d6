import { describePages } from './support/describePages.js';

describePages('example');
