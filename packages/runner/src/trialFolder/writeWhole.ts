import { renameSync, writeFileSync } from 'node:fs';

/**
 * Writes a file that appears whole or not at all, whoever reads it and however this process ends. It does not wait for the disk, unlike
 * `write-file-atomic`: a trial has three files, and each wait takes as long as many trials. After a power failure the file may be empty.
 */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text);
  renameSync(next, file);
}
