import { createFenceTracker } from './fence.ts';
import { isBlank, type Line } from './line.ts';

/** Takes out `<!-- comments -->`, over many lines too, but not in code. One that never ends is text. */
export function withoutComments(lines: readonly Line[]): Line[] {
  const lastEnd = lines.findLastIndex(({ text }) => text.includes('-->'));
  const kept: Line[] = [];
  const spotOf = createFenceTracker();
  let isInside = false;
  for (const [index, line] of lines.entries()) {
    if (!isInside && (spotOf(line.text) !== 'outside' || !line.text.includes('<!--'))) {
      kept.push(line);
      continue;
    }
    const text = proseOf(line.text, index < lastEnd);
    if (!isBlank(text)) kept.push({ ...line, text });
    else if (isBlank(line.text)) kept.push(line);
  }
  return kept;

  function proseOf(text: string, endsLater: boolean): string {
    let prose = '';
    let from = 0;
    while (from < text.length) {
      if (isInside) {
        const end = text.indexOf('-->', from);
        if (end < 0) return prose;
        isInside = false;
        from = end + 3;
      } else {
        const start = commentStart(text, from);
        if (start < 0 || (!endsLater && !text.includes('-->', start))) return prose + text.slice(from);
        prose += text.slice(from, start);
        isInside = true;
        from = start + 4;
      }
    }
    return prose;
  }
}

/** The first `<!--` that is not within backticks. */
function commentStart(text: string, from: number): number {
  let isCode = false;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '`') isCode = !isCode;
    else if (!isCode && text.startsWith('<!--', at)) return at;
  }
  return -1;
}
