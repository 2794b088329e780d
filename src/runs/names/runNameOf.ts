import { isDeviceName } from './isDeviceName.js';

const MOST_CHARACTERS = 64;
/** Where nothing is left of a name. */
const NAMELESS = 'run';

/**
 * A name that `checkRunName` accepts, made of the path of a text: `My-Novel-1` of `../My Novel (1).txt`. Letters lose
 * their accents; what has no letter or digit of ASCII in it is called `run`.
 */
export function runNameOf(source: string): string {
  const file = source.split(/[/\\]/).at(-1)!;
  const stem = file.replace(/(?<=.)\.\w{1,8}$/, '');
  const name = stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+/, '')
    .slice(0, MOST_CHARACTERS)
    .replace(/[._-]+$/, '');
  if (name === '') return NAMELESS;
  return isDeviceName(name) ? `${NAMELESS}-${name}`.slice(0, MOST_CHARACTERS).replace(/[._-]+$/, '') : name;
}
