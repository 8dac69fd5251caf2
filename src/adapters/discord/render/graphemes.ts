const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text in pieces of at most `most` code units, cut between what people see as characters and never behind the backslash
 * that escapes the next. A character that is longer itself is cut between code points.
 */
export function piecesOfAtMost(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const pieces: string[] = [];
  let piece = '';
  for (const character of charactersOf(text, most)) {
    if (piece.length + character.length > most) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

function* charactersOf(text: string, most: number): Generator<string> {
  let backslash = '';
  for (const { segment } of segmenter.segment(text)) {
    const character = backslash + segment;
    backslash = '';
    if (character === '\\') backslash = character;
    else if (character.length <= most) yield character;
    else yield* character;
  }
  if (backslash !== '') yield backslash;
}

/** How many columns a text takes in a face of one width: two for each character of East Asia and each emoji. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text))
    columns += wide.test(segment) ? 2 : invisible.test(segment) ? 0 : 1;
  return columns;
}

export const wide =
  /^(?:[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation})/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
