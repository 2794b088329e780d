/**
 * What a header may ask of memory, when reading and when writing.
 *
 * The format allows headers of 100,000,000 bytes with any number of tensors: a million of them take more than ten times
 * their file in JavaScript. No model comes near: the largest are spread over files of some thousand tensors each.
 */
export const safetensorsLimits = {
  /** 16 MiB. */
  headerBytes: 2 ** 24,
  /** Each takes 33 bytes of memory besides its name and shape, and 49 of the file at least. */
  tensors: 100_000,
  /** Sizes of one shape: `1,` is two bytes of a file and eight of memory. */
  rank: 32,
  /** Bytes of a name, and of all else that describes one tensor: ten times what is needed, and little to parse at once. */
  entryBytes: 8192,
  /** Texts of the metadata: each takes some hundred bytes of memory, however few of the file. */
  texts: 1000,
  /** Bytes of one of them, 1 MiB: it takes four times that while it is parsed. */
  textBytes: 2 ** 20,
};
