import { createHash } from 'node:crypto';

/** Digests a file's bytes: text that is decoded would look the same for different bytes. */
export const contentDigest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url');
