/** A cautious guess: a token is about three characters of English or code, and about one of any other script. */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (const character of text) {
    if (character < '\u0080') ascii++;
    else other++;
  }
  return Math.ceil(ascii / 3) + other;
}
