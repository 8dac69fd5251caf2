/** How stats are laid out as a message: bold headings, short lists, and what others wrote as plain text. */

export function section(heading: string, lines: readonly (string | undefined)[]): string[] | undefined {
  const said = lines.filter((line) => line !== undefined);
  return said.length === 0 ? undefined : [`**${heading}**`, ...said.map((line) => `- ${line}`)];
}

export function paragraphs(parts: readonly (string | readonly (string | undefined)[] | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : part.filter((line) => line !== undefined).join('\n')))
    .join('\n\n');
}

const longestName = 60;

/** Text of other people's on one line, of which Markdown makes nothing else. */
export function plain(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Z}]+/gu, ' ').replace(/[^\P{C}\u200c\u200d]/gu, ''); // joiners join letters
  const signs = [...visible.trim()];
  const short = signs.length > longestName ? `${signs.slice(0, longestName - 1).join('')}…` : signs.join('');
  return short.replace(/[\\`*_~|<>[\]()#!&@]|:(?=\/\/)|(?<=^\d+|www)\.|^[-+=]/gi, '\\$&');
}

export function code(name: string): string {
  return `\`${name.replace(/[`\p{C}]/gu, '').slice(0, longestName)}\``;
}
