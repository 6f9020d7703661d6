/**
 * Notes something for other runs. If it cannot be written, since the disk is full or the registration is gone, others wait longer
 * than they must; the trials go on.
 */
export function asFarAsPossible(write: () => void): void {
  try {
    write();
  } catch {
    // Whether this run still has its turn is asked for elsewhere.
  }
}
