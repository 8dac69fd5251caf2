import { repairMojibake } from './mojibake.ts';

/**
 * A text as it is stored: one form for each character, nothing hidden in it, no noise at its end. Cleaning twice
 * changes nothing more, and a text with letters in it keeps some.
 */
export function cleanText(text: string): string {
  return untilSettled(text, (before) => cutNoise(untilSettled(before, mendCharacters)));
}

/** A repair can bring to light what another step mends; steps only shorten or settle, so two or three rounds are all. */
function untilSettled(text: string, clean: (text: string) => string): string {
  let cleaned = text;
  for (let next = clean(cleaned); next !== cleaned; next = clean(cleaned)) cleaned = next;
  return cleaned;
}

/** A text that belongs on one line. */
export function cleanTitle(title: string): string {
  return cleanText(title).replace(/\s+/gu, ' ').trim();
}

function mendCharacters(text: string): string {
  const whole = repairMojibake(text).normalize('NFC');
  return spaceOut(dropHidden(whole.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n')));
}

/** Whether there are letters left to keep shows only once all characters are mended. */
function cutNoise(text: string): string {
  return trimBlankLines(cutSignature(text.split('\n')).map((line) => line.trimEnd())).join('\n');
}

const re = String.raw;

/** Characters that show nothing, or show others in another order: controls, marks of direction, fillers, tags. */
const hidden = new RegExp(
  [
    re`(?![\t\n])\p{Cc}|\p{Surrogate}`,
    re`[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F]`,
    re`[\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}]`,
  ].join('|'),
  'gu',
);

/** Joiners and selectors, which show nothing but change how their neighbours look. */
const joiners = /\u200C|\u200D|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const scriptsWithJoiners = 'Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr'
  .split(' ')
  .map((script) => re`\p{sc=${script}}`)
  .join('');
const neededJoiners = new RegExp(
  [
    re`(?<=[${scriptsWithJoiners}])[\u200C\u200D]`,
    re`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
    re`(?<=[^\s\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
  ].join('|'),
  'gu',
);

/** Most of what is imported is: nothing hides in it, and looking would take longest of all. */
const plainText = /^[\t\n\x20-\x7E]*$/u;

function dropHidden(text: string): string {
  if (plainText.test(text)) return text;
  const shown = text.replace(hidden, '');
  const needed = new Set(Array.from(shown.matchAll(neededJoiners), ({ index }) => index));
  return shown.replace(joiners, (char, index: number) => (needed.has(index) ? char : ''));
}

/** Odd spaces become plain ones and long gaps two lines, except in code, where both may be meant. */
function spaceOut(text: string): string {
  const lines: string[] = [];
  let fence = '';
  let blank = 0;
  for (const line of text.split('\n')) {
    const mark = /^\s{0,8}(`{3,}|~{3,})/u.exec(line)?.[1] ?? '';
    const inCode = fence !== '' || mark !== '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    blank = inCode || /\S/u.test(line) ? 0 : blank + 1;
    if (blank <= 2) lines.push(inCode ? line : plainSpaces(line));
  }
  return lines.join('\n');
}

function plainSpaces(line: string): string {
  return line.replace(/`[^`]*`|[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu, (found) =>
    found.startsWith('`') ? found : ' ',
  );
}

/** What programs put under a message: the line of a device, or a signature behind the `-- ` that mail agreed on. */
const device = new RegExp(
  [
    re`^(?:sent from (?:my |mail |outlook |yahoo |proton|gmail ).{0,40}|get outlook for (?:ios|android)`,
    re`von meinem .{1,30} gesendet|gesendet mit .{1,30}|envoyé de(?:puis)? mon .{1,30}`,
    re`enviado desde mi .{1,30}|отправлено с .{1,30})$`,
  ].join('|'),
  'iu',
);
const longestSignature = 5;

function cutSignature(lines: string[]): string[] {
  let end = lines.length;
  for (let next = endWithoutNoise(lines, end); next !== end; next = endWithoutNoise(lines, end)) end = next;
  const rest = lines.slice(0, end);
  return rest.some((line) => /[\p{Letter}\p{Number}]/u.test(line)) ? rest : lines;
}

function endWithoutNoise(lines: readonly string[], end: number): number {
  const last = lines[end - 1];
  if (last === undefined) return end;
  if (last.trim() === '' || device.test(last.trim())) return end - 1;
  for (let index = end - 1; index >= Math.max(0, end - longestSignature - 1); index -= 1) {
    if (lines[index] === '-- ') return index;
  }
  return end;
}

function trimBlankLines(lines: string[]): string[] {
  const isText = (line: string) => line !== '';
  return lines.slice(Math.max(0, lines.findIndex(isText)), lines.findLastIndex(isText) + 1);
}
