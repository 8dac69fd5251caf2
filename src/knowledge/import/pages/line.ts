/** A line of a page, and the line of the file that it comes from. */
export interface Line {
  text: string;
  /** Counted from 1. */
  number: number;
  /** What links to the heading on this line call it. */
  label?: string;
}

/** More blank lines in a row than these say nothing, not even in code. */
const mostBlank = 20;

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let blank = 0;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    blank = line === '' ? blank + 1 : 0;
    if (blank <= mostBlank) lines.push({ text: line, number: index + 1 });
  }
  return lines;
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
