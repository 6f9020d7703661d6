export { printable as escapeControl } from '@nx-tune/search/printable';
