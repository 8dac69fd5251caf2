/**
 * The words of a masked link. In there Discord shows a backslash instead of obeying it, and makes no link at all of words
 * with an emoji or an address in them: so signs become others that look alike, and emoji are left out.
 */
export function linkLabel(words: string): string {
  return words
    .replace(emoji, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*~|<>[\]]/g, (sign) => alike[sign] ?? '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\uff3f')
    .replace(/:(?=[\w+-]+:)/g, '\u2236')
    .replace(/@(?=everyone|here|[!&]?\d)/gi, '\uff20')
    .replace(/^-(?=#? )/, '\u2010')
    .replace(/^#/, '\uff03')
    .replace(/^\+(?= )/, '\uff0b')
    .replace(/^(\d+)\.(?= )/, '$1\u2024');
}

const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|\u200d|\ufe0f|\u20e3/gu;

const alike: Record<string, string> = {
  '\\': '\u29f5',
  '`': '\u02cb',
  '*': '\u2217',
  '~': '\u223c',
  '|': '\u2223',
  '<': '\u2039',
  '>': '\u203a',
  '[': '(',
  ']': ')',
};
