/**
 * Splits a name into lower-case words; digits end a word. A digit belongs to a letter that stands alone (`l1`), and is
 * a word of its own after a longer one (`beta_1`), as Keras writes them. `RMSprop` is one word to everybody.
 */
function words(name: string): string[] {
  const parts = name.replace(/clip(norm|value)/, 'clip_$1').match(/RMSprop|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const found: string[] = [];
  for (const part of parts) {
    if (/^\d/.test(part) && /^[a-z]$/.test(found.at(-1) ?? '')) found.push(`${found.pop()}${part}`);
    else found.push(part.toLowerCase());
  }
  return found;
}

/**
 * `glorotUniform` of `GlorotUniform` or `glorot_uniform`, `beta1` of `beta_1`, `l1l2` of `L1L2` or `l1_l2`,
 * `globalClipNorm` of `global_clipnorm`, `clipValue` of `clipvalue`.
 */
export function camelCase(name: string): string {
  const [first = '', ...rest] = words(name);
  return [
    first,
    ...rest.map((word) => (/^[a-z]\d/.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1))),
  ].join('');
}

/**
 * `glorot_uniform` of `GlorotUniform` or `glorotUniform`, `beta_1` of `beta1`, `l1_l2` of `L1L2`, `global_clipnorm` of
 * `globalClipNorm`: the way Keras writes its options.
 */
export function snakeCase(name: string): string {
  return words(name)
    .join('_')
    .replace(/clip_(norm|value)/, 'clip$1');
}
