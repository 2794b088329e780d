/**
 * What a header may ask of memory, when reading and when writing.
 *
 * The format allows headers of 100,000,000 bytes with any number of tensors: a million of them take more than ten times
 * their file in JavaScript. No model comes near: the largest are spread over files of some thousand tensors each.
 */
export const safetensorsLimits = {
  /** 16 MiB. */
  headerBytes: 2 ** 24,
  /** Tensors, and texts of the metadata: each takes some hundred bytes of memory, however few of the file. */
  names: 100_000,
  /** Sizes of one shape: `1,` is two bytes of a file and eight of memory. */
  rank: 32,
  /** Bytes that describe one tensor besides its name: ten times what is needed, and little to parse at once. */
  entryBytes: 8192,
};
