const citation = /\[(\d{1,2}(?:\s?,\s?\d{1,2}){0,9})\]/g;

/** A text cut at its citations: `[2]` and `[1, 3]` become numbers where there are such sources, and stay text elsewhere. */
export function cutCitations(text: string, sources: number): (string | number)[] {
  if (sources === 0 || !text.includes('[')) return text === '' ? [] : [text];
  const pieces: (string | number)[] = [];
  let plain = '';
  const take = (piece: string | number) => {
    if (typeof piece === 'string') plain += piece;
    else {
      if (plain !== '') pieces.push(plain);
      plain = '';
      pieces.push(piece);
    }
  };
  let from = 0;
  for (const match of text.matchAll(citation)) {
    take(text.slice(from, match.index));
    for (const digits of (match[1] ?? '').split(',')) {
      const number = Number(digits);
      take(number >= 1 && number <= sources ? number : `[${digits.trim()}]`);
    }
    from = match.index + match[0].length;
  }
  take(text.slice(from));
  if (plain !== '') pieces.push(plain);
  return pieces;
}
