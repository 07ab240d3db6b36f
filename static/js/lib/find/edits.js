// Whether two words are one typing error apart: a letter put in, left out, replaced, or swapped with its neighbour
// (Damerau and Levenshtein). Pure.

export function isOneEdit(one, other) {
  const shorter = Math.min(one.length, other.length);
  if (Math.max(one.length, other.length) - shorter > 1) return false;
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const rest = one.slice(start, one.length - end);
  const instead = other.slice(start, other.length - end);
  if (rest.length <= 1 && instead.length <= 1) return true;
  return rest.length === 2 && rest[0] === instead[1] && rest[1] === instead[0] && instead.length === 2;
}

/** Whether `word` begins with something that is one typing error from `typed`. */
export function beginsOneEdit(typed, word) {
  return [-1, 0, 1].some((more) => isOneEdit(typed, word.slice(0, typed.length + more)));
}

/** What a word may have been if one of its first two letters is in the wrong place or too much. */
export function otherBeginnings(word) {
  const [first, second] = word;
  const rest = word.slice(2);
  return [...new Set([second + first + rest, second + rest, first + rest])].filter((other) => other !== word);
}
