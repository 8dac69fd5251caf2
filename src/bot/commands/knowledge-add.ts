import { z } from 'zod';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { audienceOf, audienceOption, changing, inSentences } from './knowledge-here.ts';

/** `knowledge add`: teaches a question with its answer. */
export const knowledgeAdd = defineCommand({
  name: 'knowledge add',
  description: 'Teach a question with its answer',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    question: z.string().trim().min(1).max(1000).describe('What is asked'),
    answer: z.string().trim().min(1).max(6000).describe('What is answered, in Markdown'),
    category: z.string().trim().min(1).max(80).optional().describe('What it is filed under'),
    url: z.string().trim().min(1).max(500).optional().describe('Where more of it is to be read'),
    'holds-for': z.string().trim().min(1).max(40).optional().describe('The version of the subject that it speaks of'),
    audience: audienceOption(),
    unverified: z.boolean().default(false).describe('Nobody vouches for it: it is never quoted without a model'),
    anyway: z.boolean().default(false).describe('Even if something known says nearly the same'),
  }),
  async run({ question, answer, category, url, 'holds-for': holdsFor, audience: named, unverified, anyway }, call) {
    const { roomId, said } = await audienceOf(named, call);
    const taught = { question, answer, category, url, holdsFor, verified: !unverified, ...(roomId && { roomId }) };
    const entry = await inSentences(() => changing(call).catalogue.add(taught, { anyway }));
    return { text: `I know now: **${plain(entry.question, 200)}** (\`${shortId(entry.id)}\`).\n${said}` };
  },
});
