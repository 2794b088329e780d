/** What is wrong with a safetensors file, or with what is asked of one. */
export type SafetensorsErrorReason =
  /** Fewer than the 8 bytes of the header's length. */
  | 'noLength'
  /** A header above the limit. */
  | 'headerTooLong'
  /** The file ends within its header. */
  | 'headerIncomplete'
  /** The header does not begin with `{`. */
  | 'headerStart'
  /** The header is not UTF-8. */
  | 'headerText'
  /** The header is not JSON. */
  | 'headerJson'
  /** A key twice in one object. */
  | 'duplicateKey'
  /** Lists or objects more than three deep. */
  | 'tooDeep'
  /** More tensors or more metadata than the limit. */
  | 'tooMany'
  /** Metadata that are no texts. */
  | 'metadata'
  /** A description of a tensor that lacks something, or holds something else, or is too long. */
  | 'entry'
  /** An element type that the format or this reader does not know. */
  | 'dtype'
  /** Sizes that are not whole numbers, or too many. */
  | 'shape'
  /** Offsets that are not two whole numbers in order. */
  | 'offsets'
  /** Bytes between two tensors. */
  | 'hole'
  /** Bytes of two tensors. */
  | 'overlap'
  /** Offsets that do not fit shape and element type. */
  | 'size'
  /** Bytes behind the last tensor. */
  | 'trailing'
  /** The file ends before its tensors do. */
  | 'dataIncomplete'
  /** A boolean other than 0 or 1. */
  | 'boolean'
  /** No tensor of this name. */
  | 'unknownTensor'
  /** A tensor larger than the memory that can be had. */
  | 'tooLarge'
  /** The file has become shorter since it was opened. */
  | 'shrunk'
  /** The file was closed. */
  | 'closed';

/** A safetensors file breaks the format, or cannot be read as asked. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';

  /**
   * @param reason For programs; the message is for people.
   * @param message Where, what must hold, and what came.
   */
  constructor(
    readonly reason: SafetensorsErrorReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
