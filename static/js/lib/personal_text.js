// What of a text looks like an e-mail address, a link or a telephone number: enough to warn before it is sent. Pure.
// The server looks more closely (cameras/personal_text): number plates, names with an address, numbers by country.

const PATTERNS = {
  email: [
    /[^\s@<>()[\],;:"'/]{1,64}@[\p{L}\d_-]{1,63}(?:\.[\p{L}\d_-]{1,63}){0,4}\.\p{L}{2,24}/u,
    /\b[\w.+-]{1,40}\s?[([{]\s?(?:at|a|arobase|@)\s?[)\]}]\s?[\w.-]{1,40}/i,
    /\b[\w.+-]{1,40} (?:arobase [\w-]{1,40} point|at [\w-]{1,40} dot) [a-z]{2,10}\b/i,
  ],
  link: [
    /\b(?:insta(?:gram)?|snap(?:chat)?|telegram|tiktok|whats\s?app|facebook|fb)\s?[:=@]\s?@?[\w.]{2}/i,
    /\b(?:https?|ftp|hxxps?):\/\/[^\s<>"']/i,
    /\bwww\.[^\s<>"',]{2}/i,
    // in small letters throughout: "la porte.Il y a" has a full stop without a space
    /(?:^|[^\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}(?:com|net|org|info|biz|eu|io|fr|mc|ch|uk|xyz|shop|online|site|club|vip|bet|casino)(?![\w.@-])/,
    /(?:^|[^\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,10}\/[^\s<>"',]/,
    /(?:^|[^\w@.-])[a-z0-9]+(?:-[a-z0-9]+)+\.(?:de|it|es|be|at|nl)(?![\w.@-])/,
  ],
  phone: [
    /(?:^|[^\w.,/-])(?:\+|00)\s?[1-9](?:[\s.()/-]{0,2}[0-9]){7,13}(?![\w-])/,
    /(?:^|[^\w.,/-])0[1-9](?:[\s.-]?[0-9]{2}){4}(?![\w-]|[.,][0-9])/,
    /(?:^|[^\w.,/-])0[1-9][0-9]{1,4}[\s/-][0-9][0-9\s-]{4,9}[0-9](?![\w-])/,
    /(?:^|[^\w(.,/-])\([2-9][0-9]{2}\)\s?[0-9]{3}[\s.-][0-9]{4}(?![\w-])/,
    /(?:^|[^\w.,/-])[4-9][0-9]([ .-])[0-9]{2}\1[0-9]{2}\1[0-9]{2}(?!\1?[0-9]|[\w-])/,
    /(?:\b(?:t[ée]l|t[ée]l[ée]phone|phone|telefon|handy|call)\b\.?|☎|📞|📱)\s{0,2}:?\s{0,2}[0-9](?:[\s./-]?[0-9]){5,13}(?![\w-])/iu,
  ],
};

// What stands in front of a number that calls nobody.
const NUMBERED = /(?:\b(?:node|way|osm|id|ref|réf|no|nr)\b|n°|#)\.?\s?[:/]?\s?$/iu;

/** The kinds that occur in a text: "email", "link", "phone". */
export function findPersonalText(text) {
  const kinds = [];
  let rest = text;
  for (const [kind, patterns] of Object.entries(PATTERNS)) {
    if (patterns.some((pattern) => occurs(pattern, rest))) kinds.push(kind);
    // the domain of an e-mail address is no link
    for (const pattern of patterns) rest = rest.replace(new RegExp(pattern, `${pattern.flags}g`), " ");
  }
  return kinds;
}

function occurs(pattern, text) {
  const match = pattern.exec(text);
  return match !== null && !NUMBERED.test(text.slice(Math.max(0, match.index - 12), match.index + 1));
}
