/** A question with its answer as a text to be edited: the question is the heading on the first line. */
import { Failure } from '../../../failure.ts';

export interface EditedText {
  question: string;
  answer: string;
}

export function toText({ question, answer }: EditedText): string {
  return `# ${question.replace(/\s+/g, ' ')}\n\n${answer}\n`;
}

/** The edited text, or the sentence that says why it is none. */
export function fromText(text: string): EditedText {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim()
    .split('\n');
  const [first = '', ...rest] = lines;
  const question = /^#\s+(\S.*)$/.exec(first)?.[1];
  if (question === undefined) {
    throw new Failure('unreadable-edit', `The first line is “${first.slice(0, 60)}”; expected “# ” and the question.`);
  }
  return { question: question.trim(), answer: rest.join('\n').trim() };
}
