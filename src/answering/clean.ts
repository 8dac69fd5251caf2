/** What an answer became, and what was cut out of it. */
export interface Cleaned {
  text: string;
  cuts: Cut[];
}

export type Cut = 'thinking' | 'echo' | 'other speaker' | 'loop' | 'control characters';

/** Cuts what is no part of an answer: thinking, the question repeated, other speakers' turns, loops, hidden characters. */
export function clean(raw: string, question: string): Cleaned {
  const cuts = new Set<Cut>();
  let text = raw;
  const step = (name: Cut, change: (text: string) => string) => {
    const changed = change(text);
    if (changed !== text) cuts.add(name);
    text = changed;
  };
  step('control characters', (t) =>
    t.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, ''),
  );
  step('thinking', withoutThinking);
  text = text.trim();
  step('echo', (t) => withoutEcho(t, question));
  step('other speaker', withoutOtherSpeakers);
  step('loop', withoutLoop);
  return { text: closeFence(text).trim(), cuts: [...cuts] };
}

/** A chat template that opens the block by itself leaves its end alone to be seen. */
const opening = /^[\s\S]*?<\/(think|thinking)>/i;

function withoutThinking(text: string): string {
  return text.replace(/<(think|thinking)>[\s\S]*?(<\/\1>|$)/gi, '').replace(opening, '');
}

/** The question given back as the first lines, quoted or announced, and the label some models put before an answer. */
function withoutEcho(text: string, question: string): string {
  const plain = (line: string) =>
    line
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
      .trim();
  const asked = plain(question);
  const quoted = new Set(question.split('\n').map((line) => `| ${line}`.trimEnd()));
  const lines = text.split('\n');
  const echoes = (line: string) =>
    quoted.has(line.trimEnd()) || (asked !== '' && plain(line).replace(/^(the )?question /, '') === asked);
  let first = 0;
  while (first < lines.length && ((lines[first] ?? '').trim() === '' || echoes(lines[first] ?? ''))) first++;
  return lines
    .slice(first < lines.length ? first : 0)
    .join('\n')
    .replace(/^\s*(?:\*\*)?(?:the )?(?:answer|assistant|response|antwort)(?:\*\*)?\s*:(?:\*\*)?\s*/i, '');
}

/** A model that goes on to write the next question has ended its answer there. */
function withoutOtherSpeakers(text: string): string {
  const turn = /\n\s*(?:<\|[^|>]*\|>|(?:\*\*)?(?:user|human|question|the question)(?:\*\*)?\s*:)[\s\S]*$/i.exec(text);
  const token = /<\|(?:im_start|im_end|eot_id|end|user|assistant|system|endoftext)\|>[\s\S]*$/i.exec(text);
  const at = Math.min(turn && !insideFence(text, turn.index) ? turn.index : text.length, token?.index ?? text.length);
  return text.slice(0, at).trimEnd();
}

/** The same lines or sentences over and over: kept once. */
function withoutLoop(text: string): string {
  const loop = findLoop(text);
  return loop ? text.slice(0, loop.keepUntil).trimEnd() : text;
}

const shortestLoop = 24;
const loopTimes = 3;

/** Where the end of a text began to repeat itself, if it does: some stretch stands there at least three times in a row. */
export function findLoop(text: string): { keepUntil: number } | undefined {
  const end = text.trimEnd();
  for (let length = shortestLoop; length * loopTimes <= end.length && length <= 600; length++) {
    let from = end.length - length;
    while (from > 0 && end[from - 1] === end[from - 1 + length]) from--;
    if (end.length - from < length * loopTimes || !/\p{Letter}{2}/u.test(end.slice(-length))) continue;
    return { keepUntil: endOfSentence(end, from + length) };
  }
  return undefined;
}

/** The end of the sentence or line that `at` stands in, or right behind. */
function endOfSentence(text: string, at: number): number {
  const before = text.slice(0, at).trimEnd();
  if (/[.!?:;)`\n]$/.test(before)) return before.length;
  const rest = /[.!?\n](?=\s|$)/.exec(text.slice(before.length));
  return rest ? before.length + rest.index + 1 : before.length;
}

function insideFence(text: string, at: number): boolean {
  return (text.slice(0, at).match(/^\s*(```|~~~)/gm) ?? []).length % 2 === 1;
}

/** An answer that was cut inside a code block still ends its block. */
function closeFence(text: string): string {
  return insideFence(text, text.length) ? `${text.trimEnd()}\n\`\`\`` : text;
}
