/** `**Q:** How?` and, below it, `**A:** So.`: questions and answers that are marked by letters. */
import { createFenceTracker } from '../pages/fence.ts';
import type { Line } from '../pages/line.ts';
import { plainText } from '../pages/plain-text.ts';

export interface QuestionLine {
  question: string;
  answer: Line[];
  line: number;
}

const mark =
  /^[ \t]{0,3}(?:[-*+][ \t]+)?(?:\*\*|__)?(q|question|a|answer)[ \t]*\d{0,6}[ \t]*[:.)][ \t]*(?:\*\*|__)?(.*)$/i;

/** Twice a question and twice an answer make a pattern. */
export function hasQuestionLines(sections: readonly { body: readonly Line[] }[]): boolean {
  const marks = sections.flatMap(({ body }) => [...markedLines(body)].map(({ which }) => which));
  const count = (which: string) => marks.filter((each) => each === which).length;
  return count('q') >= 2 && count('a') >= 2;
}

export function* questionLines(body: readonly Line[]): Generator<QuestionLine> {
  let asked: { words: string[]; answer: Line[] | undefined; line: number } | undefined;
  for (const { which, line, words } of markedLines(body)) {
    if (which === 'q') {
      if (asked) yield finished(asked);
      asked = { words: [words], answer: undefined, line: line.number };
    } else if (asked && which === 'a' && !asked.answer) {
      asked.answer = [{ ...line, text: words.trim() }];
    } else if (asked?.answer) asked.answer.push(line);
    else asked?.words.push(line.text);
  }
  if (asked) yield finished(asked);
}

/** Each line, and whether it begins a question or an answer. */
function* markedLines(body: readonly Line[]): Generator<{ which: string; line: Line; words: string }> {
  const spotOf = createFenceTracker();
  for (const line of body) {
    const [, which = '', words = ''] = spotOf(line.text) === 'outside' ? (mark.exec(line.text) ?? []) : [];
    yield { which: which.charAt(0).toLowerCase(), line, words };
  }
}

function finished({ words, answer = [], line }: { words: string[]; answer: Line[] | undefined; line: number }) {
  return { question: plainText(words.join(' ')), answer, line };
}
