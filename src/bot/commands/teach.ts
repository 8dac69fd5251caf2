import { z } from 'zod';
import { questionHere } from '../gaps/read-gaps.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { isAtLeast } from '../rank.ts';
import { defineCommand } from './command.ts';
import { putBeforeModerators, twinHint } from './correcting.ts';
import { audienceOf, changing, inSentences } from './knowledge-here.ts';

const longestQuestion = 1000;

/** `teach`: a question with its answer, from anybody. */
export const teach = defineCommand({
  name: 'teach',
  description: 'Teach me a question with its answer',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    question: z.string().trim().min(1).max(longestQuestion).describe('What is asked'),
    answer: z.string().trim().min(1).max(6000).describe('What is answered, in Markdown'),
    gap: z.string().trim().min(4).max(64).optional().describe('The question that its form begins with, by its id'),
  }),
  async form({ gap }, { community, room, parts }) {
    const here = { communityId: community.id, roomId: room.id };
    const value = typeof gap === 'string' ? await questionHere(parts.store.read, here, gap) : undefined;
    return {
      title: 'Teach this',
      fields: [
        {
          option: 'question',
          label: 'What is asked',
          isRequired: true,
          ...(value && { value: value.slice(0, longestQuestion) }),
        },
        { option: 'answer', label: 'What is answered', isRequired: true },
      ],
    };
  },
  async run({ question, answer }, call) {
    const { roomId } = await audienceOf(undefined, call);
    const { said } = await audienceOf(roomId === null ? 'community' : 'room', call);
    const pair = { question, answer, ...(roomId !== null && { roomId }) };
    if (isAtLeast(call.rank, 'helper')) {
      const entry = await inSentences(() => changing(call).catalogue.add({ ...pair, verified: true }), twinHint);
      return { text: `I know now: **${plain(entry.question, 200)}** (\`${shortId(entry.id)}\`).\n${said}` };
    }
    const { catalogue } = call.parts.knowledgeOf(call.community.id);
    await inSentences(() => catalogue.check(pair), twinHint);
    const why = `**${plain(call.actor.name, 80)}** teaches this.`;
    const proposal = { answerId: null, entryId: null, roomId, question, text: answer, why };
    return { text: await putBeforeModerators(call, proposal) };
  },
});
