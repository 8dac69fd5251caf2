import { z } from 'zod';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { isAtLeast } from '../rank.ts';
import { defineCommand } from './command.ts';
import { putBeforeModerators, twinHint } from './correcting.ts';
import { audienceOf, changing, inSentences } from './knowledge-here.ts';

/** `teach`: a question with its answer, from anybody. */
export const teach = defineCommand({
  name: 'teach',
  description: 'Teach me a question with its answer',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({
    question: z.string().trim().min(1).max(1000).describe('What is asked'),
    answer: z.string().trim().min(1).max(6000).describe('What is answered, in Markdown'),
  }),
  async form() {
    return {
      title: 'Teach this',
      fields: [
        { option: 'question', label: 'What is asked', isRequired: true },
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
