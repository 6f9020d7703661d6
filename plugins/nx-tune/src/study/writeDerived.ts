import writeFileAtomic from 'write-file-atomic';

/**
 * Writes a file, whole or not at all, that can be made again from others. So it does not wait for the disk, which on some machines takes a
 * tenth of a second: after a power failure the file may be empty, and every reader takes that for no file.
 */
export const writeDerived = (file: string, text: string): void => writeFileAtomic.sync(file, text, { fsync: false });
