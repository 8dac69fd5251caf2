import { isUtf8 } from 'node:buffer';

/**
 * Repairs UTF-8 that something on the way read as Windows-1252 or Latin-1, however often: `Ã¤` was `ä`, `â€™` was `’`.
 * Honest text stays as it is: a run is touched only where all of it is valid UTF-8 and nobody writes it on purpose.
 */
export function repairMojibake(text: string): string {
  let repaired = text;
  // Each round makes the text shorter, so this ends.
  for (let next = repairOnce(repaired); next !== repaired; next = repairOnce(repaired)) repaired = next;
  return repaired;
}

/** The characters that a byte from 0x80 on becomes when it is read as Windows-1252, and as Latin-1. */
const byteOf = new Map<number, number>();
const windows1252 = new TextDecoder('windows-1252');
for (let byte = 0x80; byte <= 0xff; byte += 1) {
  byteOf.set(byte, byte);
  byteOf.set(windows1252.decode(Uint8Array.of(byte)).charCodeAt(0), byte);
}

interface Run {
  start: number;
  end: number;
  /** What the run was; undefined where it is no valid UTF-8. */
  was: string | undefined;
  honest: boolean;
}

const plain = /^\p{ASCII}*$/u;

function repairOnce(text: string): string {
  if (plain.test(text)) return text;
  const runs = findRuns(text);
  // Damage is seldom partial: once a run is certainly damaged and none is sound, the doubtful ones are damaged too.
  const allDamaged = runs.every(({ was }) => was !== undefined) && runs.some(({ honest }) => !honest);
  let repaired = '';
  let from = 0;
  for (const { start, end, was, honest } of runs) {
    if (was === undefined || (honest && !allDamaged)) continue;
    repaired += text.slice(from, start) + was;
    from = end;
  }
  return repaired + text.slice(from);
}

function findRuns(text: string): Run[] {
  const runs: Run[] = [];
  let start = 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && byteOf.has(text.charCodeAt(end))) end += 1;
    if (end > start) {
      const run = text.slice(start, end);
      const before = text.charAt(start - 1);
      const after = text.charAt(end);
      runs.push({ start, end, was: asUtf8(run), honest: couldBeHonest(run, before, after) });
    }
    start = end + 1;
  }
  return runs;
}

function asUtf8(run: string): string | undefined {
  const bytes = Buffer.from(Array.from(run, (char) => byteOf.get(char.charCodeAt(0)) ?? 0));
  // One byte alone is none: most accents of honest text end here.
  if (bytes.length < 2 || !isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  return /[\p{Unassigned}\p{Private_Use}]/u.test(text) ? undefined : text;
}

/** `CAFÉ”`, `voilà »` and `Úžas` happen to be valid UTF-8 too: one letter with what may follow it in honest text. */
function couldBeHonest(run: string, before: string, after: string): boolean {
  if (/^[ÁÄÉÍÓÔÕÖÚÜÝ][ŠŽšž]$/u.test(run)) return !isCapitalInside(run, before);
  if (!/^\p{Letter}[\u00a0’”“‘»›«‹…–—™®©ºª·•]+$/u.test(run)) return false;
  if (isCapitalInside(run, before)) return false;
  if (/^[ÂÃÐÑ]/u.test(run) && !/\p{Letter}/u.test(before)) return false;
  return !(/^[ÃÄÅ]/u.test(run) && /\p{Letter}/u.test(after));
}

/** A capital right behind a small letter, as in `siÄ™`. */
function isCapitalInside(run: string, before: string): boolean {
  return /\p{Lowercase_Letter}/u.test(before) && /^\p{Uppercase_Letter}/u.test(run);
}
