/** The lines of a log that tell what went wrong, without what is the same in every log or in none: times, levels, places. */
export function tellingLines(text: string, most: number): string[] {
  const lines = new Set<string>();
  for (const line of text.split('\n')) {
    if (!isTelling(line)) continue;
    const said = bare(line);
    if ((said.match(/\p{Letter}{2,}/gu)?.length ?? 0) > 1) lines.add(said);
  }
  const found = [...lines];
  // Most programs say first what is wrong; Python and its like say it last.
  return found.length <= most ? found : [...found.slice(0, most - 1), ...found.slice(-1)];
}

/** Whether a line speaks of something that went wrong. */
export function isTelling(line: string): boolean {
  const start = line.slice(0, 4 * longest);
  return (wordsOfTrouble.test(start) || codes.test(start)) && !stackFrame.test(start) && !harmless.test(start);
}

const longest = 160;

const stackFrame = /^\s*at\s|^\s+File "/u;
const wordsOfTrouble =
  /\b(?:errors?|fatal|fail(?:ed|ure|s)?|panic(?:ked)?|exception|abort(?:ed|ing)|denied|refused|refusing|forbidden|cannot|can't|could ?n[o']t|unable to|not found|no such|no space|read-only|undefined|unexpected|invalid|missing|mismatch|collision|conflict(?:s|ing)?|unsupported|out of memory|timed out|segfault|core dumped|fehler|erreur)\b|(?:error|exception)\b/iu;
/** `ENOSPC`, `E0308`, `TS2322`, `0x80070005`. */
const codes = /\b(?:E[A-Z]{3,}|[A-Z]{1,5}-?\d{3,5}|0x8[0-9a-fA-F]{7})\b/u;
/** Talks of errors where there are none. */
const harmless =
  /\b(?:0|no) (?:errors?|failures?|failed)\b|\b(?:errors?|failed|failures?)\s*[:=]\s*0\b|without errors?/iu;

function bare(line: string): string {
  return line
    .slice(0, 4 * longest)
    .replace(
      /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?/gu,
      ' ',
    )
    .replace(/(?<![\w.~-])~?(?:\/[^\s/'"‘’“”:,;()]+){3,}\/?(?::\d+)*/gu, ' ')
    .replace(/(?<=\w)-\d+(?:\.\d+)+[\w.+-]*/gu, ' ')
    .replace(/\b0x[0-9a-f]+\b|\b(?=[a-z]*\d)[0-9a-f]{12,}\b/giu, ' ')
    .replace(
      /^(?:\[(?![A-Z]{1,5}-?\d{2,}\])[^\]]{0,60}\](?=.{10})|(?:error|err|fatal|warning|warn|info|debug)\b(?!\()|[\s\p{Punctuation}])+/iu,
      '',
    )
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longest);
}
