/** Seen by nobody; takes apart what Discord would read as one. */
export const apart = '\u200b';

/**
 * A word as Discord shows it letter by letter. What has a meaning at the beginning of a line alone is escaped wherever a
 * word begins with it, so that the word may come to stand at one; a backslash before punctuation is never shown.
 */
export function escapeWord(word: string): string {
  return word
    .replace(/[\\*_~|`<[]/g, '\\$&')
    .replaceAll('](', ']\\(')
    .replace(/:(?=\/|[\w~+-]+:)/g, '\\:') // addresses, :emoji:
    .replace(/^(?:[-+]$|-#|[#>])/, '\\$&')
    .replace(/^(\d+)\.$/, '$1\\.')
    .replace(mention, `@${apart}`);
}

/** Mentions are looked for in the text as it was sent, escaped or not: `<@1>`, `<@&1>`, `@everyone`, `@here`. */
const mention = /@(?=everyone|here)|(?<=<)@/gi;
