/**
 * Where in the table that tells an attention kernel what to do each number stands. Addresses and strides are in bytes; an address
 * of 0 says that there is no such tensor. The backend writes the table, the kernels read it.
 */

/** Sizes of `query [b, q, h, d]`, `key [b, k, h, d]` and `value [b, k, h, v]`. */
export const HEADS = 0;
export const QUERIES = 1;
export const KEYS = 2;
export const KEY_SIZE = 3;
export const VALUE_SIZE = 4;
/** 1 where query i sees keys j ≤ i only. */
export const CAUSAL = 5;
/** Queries of a block. */
export const ROWS = 6;
/** How many blocks of a batch are gone back through at once: their scores lie in memory until keys and values have their part. */
export const AT_ONCE = 7;
/** The factor of the logits, a float. */
export const SCALE = 8;

export const QUERY = 9;
export const KEY = 10;
export const VALUE = 11;
export const PRE = 12;
export const POST = 13;
export const BIAS = 14;
/** Its strides by the axes of the scores. */
export const BIAS_STRIDES = 15;
export const MASK = 19;
export const MASK_STRIDES = 20;
/** `[b, q, h, v]`, or its gradient. */
export const OUTPUT = 24;
/** For each query the largest logit of each head, and behind these the reciprocals of the sums of exponentials. */
export const STATISTICS = 25;

/** Panels of 8 keys `[b, h, k / 8, d, 8]`, and of 8 features `[b, h, d / 8, k, 8]`; likewise of the values. */
export const KEY_PANELS = 26;
export const KEY_ROWS = 27;
export const VALUE_PANELS = 28;
export const VALUE_ROWS = 29;

export const D_QUERY = 30;
/** Of each batch `[h, size / 8, k, 8]`. */
export const D_KEY = 31;
export const D_VALUE = 32;
/** Of each of the blocks at once of each batch. */
export const D_PRE = 33;
export const D_POST = 34;
/** `[b, h, q, k]`. */
export const D_BIAS = 35;

/** Memory of a thread's own, so many bytes for each thread. */
export const SCRATCH = 36;
export const SCRATCH_BYTES = 37;
/** Parts of a block's memory, see {@link BLOCKS}: two blocks of rows of scores, and the bytes of one of their rows. */
export const SCORES = 38;
export const OTHER_SCORES = 39;
export const ROW_BYTES = 40;
/** Parts of a thread's memory, from its beginning: two rows of scores. */
export const ROW = 41;
export const OTHER_ROW = 42;
/** Some scores of a block of rows, laid out for a product. */
export const PACKED_SCORES = 43;
/** A block of queries in panels of 4 rows, and in the block's memory of 8 columns; likewise of the gradients of outputs. */
export const QUERY_PANELS = 44;
export const QUERY_ROWS = 45;
export const OUTPUT_PANELS = 46;
export const OUTPUT_ROWS = 47;
/** Four mixes, laid out. */
export const MIXES = 48;
export const MIX_BYTES = 49;
/** Three numbers for each head. */
export const HEAD_ROOM = 50;
/** A matrix of heads by heads. */
export const OUTER = 51;

/** 1 where weights are dropped: those whose random word under the key of two words is at most `LAST`. */
export const DROPS = 52;
export const RANDOM_KEY = 53;
export const LAST = 55;
/** What the others are multiplied by, a float. */
export const KEPT = 56;
/** In a thread's memory, the random words of a row, so many bytes of each head. */
export const WORDS = 57;
export const WORD_BYTES = 58;

/** Where the first thread's room begins, and how far that of the next is: which thread it is, a kernel knows by its room. */
export const ROOM = 59;
export const ROOM_BYTES = 60;

/** Where the memory of blocks begins, so many bytes for each: forward one of each thread, backward of all that are at once. */
export const BLOCKS = 61;
export const BLOCK_BYTES = 62;
/** Panels of 8 keys whose gradients are a task. */
export const RANGE = 63;

/** How many there are. */
export const FIELDS = 64;
