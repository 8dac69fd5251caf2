import { apart } from './escape.ts';

/** Code within a line. Two backticks hold what has single ones in it; longer runs are taken apart, for Discord knows no longer fence. */
export function inlineCode(code: string): string {
  const held = code.replaceAll('\n', ' ').replace(/`(?=`)/g, `\`${apart}`);
  if (!held.includes('`')) return `\`${held}\``;
  const before = held.startsWith('`') ? ' ' : '';
  const after = held.endsWith('`') ? ' ' : '';
  return `\`\`${before}${held}${after}\`\``;
}

/** Code as a block of its own. Its lines are those of `withoutFences`. */
export function fence(language: string, lines: readonly string[]): string {
  return `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;
}

/** A line of code in which nothing ends the block: Discord knows no longer fence, so that three backticks are taken apart. */
export function withoutFences(line: string): string {
  return line.replace(/``(?=`)/g, `\`\`${apart}`);
}

/** A language as Discord takes it: one that it does not know by this form would be shown as code. */
export function fenceLanguage(language: string | null | undefined): string {
  return language && /^[\w+.-]{1,30}$/.test(language) ? language : '';
}
