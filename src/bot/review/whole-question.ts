import type { VotedAnswer } from '../../store/index.ts';

/** What was asked, with what it followed up on: it has to be understood without its room. */
export function wholeQuestion({ before, question }: Pick<VotedAnswer, 'before' | 'question'>): string {
  return before === null ? question : `${before}\n${question}`;
}
