import { harmless } from '../words.ts';

/** How a command is typed in a terminal. */
export const typed = (command: string) => `npm run -s quorum -- ${command}`;

/**
 * A reply's Markdown as a terminal shows it: as it stands, but without the marks that mean something to a chat alone.
 * Code in fences is left as it is.
 */
export function terminalText(markdown: string): string {
  let fence: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    const isEnd = fence !== undefined && mark?.startsWith(fence) === true;
    if (fence === undefined && mark === undefined) return withoutMarks(line);
    if (fence === undefined) fence = mark;
    else if (isEnd) fence = undefined;
    return line;
  });
  return harmless(lines.join('\n'));
}

/** An escaped sign, a span of code, bold, a link, an address: whichever comes first. */
const marks = /\\([!-/:-@[-`{-~])|`([^`]+)`|\*\*|\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)|<(https?:[^>\s]+)>/g;

function withoutMarks(line: string): string {
  return line
    .trimEnd()
    .replace(marks, (_, escaped?: string, code?: string, text?: string, target?: string, address?: string) => {
      if (escaped !== undefined) return escaped;
      if (code !== undefined) return code.startsWith('/') && /^\/[a-z ]+$/.test(code) ? typed(code.slice(1)) : code;
      if (text !== undefined)
        return /^(?:room|role):/.test(target ?? '') ? withoutMarks(text) : `${withoutMarks(text)} (${target})`;
      return address ?? '';
    });
}
