import { isBlank, type Line } from './line.ts';

const longestFrontMatter = 400;

/** Takes the YAML off the head of a page. Its title alone is of use, and needs no YAML parser: pages are hostile. */
export function takeFrontMatter(lines: readonly Line[]): { title: string | undefined; lines: readonly Line[] } {
  if (lines[0]?.text.trimEnd() !== '---') return { title: undefined, lines };
  const head = lines.slice(1, longestFrontMatter);
  const end = head.findIndex(({ text }) => text.trimEnd() === '---' || text.trimEnd() === '...');
  const matter = end < 0 ? [] : head.slice(0, end);
  // Two rules with prose between them are no front matter.
  const isYaml = matter.every(({ text }) => isBlank(text) || /^(?:[\w.-]+\s*:|\s|#|- )/.test(text));
  if (end < 0 || !isYaml) return { title: undefined, lines };
  const title = matter.map(({ text }) => /^title\s*:(.*)$/.exec(text)?.[1]).find((found) => found !== undefined);
  return { title: title && unquoted(title.trim()), lines: lines.slice(end + 2) };
}

function unquoted(text: string): string | undefined {
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  return inner === '' ? undefined : inner;
}
