/** An array in the idx format: unsigned bytes, row-major. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const unsignedByte = 8;

/**
 * Reads an idx file: two zero bytes, the element type, the number of dimensions, one big-endian 32-bit length for
 * each, then the elements. The bytes are a view of the file's, not a copy.
 *
 * @throws if the file is not an idx file of unsigned bytes, or is cut short.
 */
export function parseIdx(file: Uint8Array): IdxArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== unsignedByte)
    throw new Error('Not an idx file of unsigned bytes');
  const rank = view.getUint8(3);
  const start = 4 + 4 * rank;
  if (file.length < start) throw new Error(`The idx header takes ${start} bytes, but the file has ${file.length}`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const bytes = file.subarray(start);
  const wanted = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== wanted)
    throw new Error(`The idx header promises ${wanted} bytes, but the file has ${bytes.length}`);
  return { shape, bytes };
}
