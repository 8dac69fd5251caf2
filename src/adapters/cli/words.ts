/** Text as a terminal may show it. */

/** A line cut to what is worth reading of it. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line].length <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}

/** Text from outside as a terminal may show it: without the escapes by which it could rewrite the screen. */
export function harmless(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '');
}
