/**
 * The first page of the memory, which the heap does not hand out: how the threads agree on what to do.
 *
 * Int32 words from address 0, then the numbers that a kernel is called with, the axes that it walks along, and some room
 * of its own for each thread.
 */

/** Counts jobs: idle threads wait for it to change. */
export const JOB = 0;
/** How many tasks the job has. */
export const TASKS = 1;
/** How many tasks of the job are done: who gave it out waits for all. */
export const DONE = 2;
/** How many threads wait for a job and must be woken. */
export const SLEEPING = 3;
/** Which kernel, by the order of its name. */
export const KERNEL = 4;
/** Items of the job, of which a task takes a chunk. */
export const ITEMS = 5;
export const CHUNK = 6;
/** How many numbers the kernel is called with. */
export const NUMBERS = 7;
/** Whether a task of the job ended with an error, whose message is in {@link MESSAGE}. */
export const FAILED = 8;
/** Whether the threads shall end. */
export const STOP = 9;
/** Bytes of the message of a failed task. */
export const MESSAGE_LENGTH = 10;
/** Whether threads without a job shall sleep at once. */
export const REST = 11;
/** Counts the jobs whose kernel and numbers were written: a thread reads the numbers of each once. */
export const CALL = 12;
/** How many threads the tasks are dealt to, see {@link claimOf}. */
export const THREADS = 13;
/** From here a word for each thread: 1 while it is up. */
export const UP = 24;

/** At most this many threads, the caller among them. */
export const MOST_THREADS = 64;
/** How many words there are before those of {@link claimOf}. */
export const WORDS = UP + MOST_THREADS;
/** A claim has 16 bits for the end and 16 for the next task, which threads that come late push beyond it. */
export const MOST_TASKS = 32767;

/** Where the numbers of a kernel call begin, as float64. */
export const NUMBERS_ADDRESS = 512;
export const MOST_NUMBERS = 64;
/** Where the axes of a walk begin. */
export const AXES_ADDRESS = 1024;
/** Where the message of a failed task begins. */
export const MESSAGE_ADDRESS = 3072;
export const MOST_MESSAGE = 1024;

const ROOM_ADDRESS = 4096;
const ROOM = 896;

const CLAIMS_ADDRESS = ROOM_ADDRESS + MOST_THREADS * ROOM;
const CACHE_LINE = 64;

/**
 * Index of a thread's own part of the tasks, as an int32 word of the memory: its end << 16 | the next task to be taken. One
 * addition takes a task and tells whether there is one. Each is in a cache line of its own.
 */
export function claimOf(thread: number): number {
  return (CLAIMS_ADDRESS + thread * CACHE_LINE) / 4;
}

/** Where a thread has {@link ROOM} bytes of its own. */
export function roomOf(thread: number): number {
  return ROOM_ADDRESS + thread * ROOM;
}
