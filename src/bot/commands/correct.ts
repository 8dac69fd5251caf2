import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { isAtLeast } from '../rank.ts';
import { defineCommand } from './command.ts';
import { answerOption, canBePutRight, findAnswerHere, sayRight } from './correcting.ts';

/** `correct`: says what is right in an answer's place. */
export const correct = defineCommand({
  name: 'correct',
  description: 'Say what is right where an answer is wrong',
  permission: 'everyone',
  isPrivate: true,
  menu: { label: 'Correct this answer', on: 'answer', fills: 'answer' },
  options: z.object({
    text: z.string().trim().min(1).max(6000).describe('What is right, in Markdown: the whole answer as it should be'),
    answer: answerOption(),
  }),
  async form(_, { rank }) {
    const isAtOnce = isAtLeast(rank, 'moderator');
    const hint = `The whole answer, as it should be. ${isAtOnce ? 'It is known at once.' : 'Moderators look at it first.'}`;
    return {
      title: 'Correct this answer',
      fields: [{ option: 'text', label: 'What is right?', hint, isRequired: true }],
    };
  },
  async run({ text, answer: named }, call) {
    const answer = await findAnswerHere(named, call);
    if (canBePutRight(answer)) return { text: await sayRight(call, answer, text) };
    throw new Failure('not-here', 'Something said in direct messages was to be made known.', {
      memberText: 'What is said in direct messages stays there. `/teach` it where others may be told of it.',
    });
  },
});
