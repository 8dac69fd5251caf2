/** Text from outside as it may stand in a sentence: on one line, of bearable length, without passwords. */

const longest = 300;

/** What a stranger's program or server said. */
export function shownText(text: string): string {
  const oneLine = withoutCredentials(text.slice(0, 10 * longest))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return oneLine.length > longest ? `${oneLine.slice(0, longest)}…` : oneLine;
}

/** An address that was understood: what stands before the `@` of its host stays out. */
function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/g, '://');
}

/** An address that was not understood: where its password ends nobody knows, so all before the last `@` stays out. */
export function shownBadAddress(text: string): string {
  const password = /^([\w+.-]*:\/\/).*@/s.exec(text.slice(0, 10 * longest));
  return shownText(password ? `${password[1]}${text.slice(password[0].length)}` : text);
}
