import { z } from 'zod';
import type { EntryChange } from '../../knowledge/index.ts';
import { fieldWords } from '../feed/noted-knowledge.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import {
  audienceOf,
  audienceOption,
  changing,
  entryOption,
  findEntryHere,
  inSentences,
  suggestEntries,
} from './knowledge-here.ts';
import { badOption } from './refuse.ts';

/** How nothing is written, where a chat takes no empty text. */
const nothing = '-';

/** `knowledge edit`: says an entry differently; the old one stays in its history. */
export const knowledgeEdit = defineCommand({
  name: 'knowledge edit',
  description: 'Change an entry; what it was stays in its history',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    entry: entryOption(),
    question: z.string().trim().min(1).max(1000).optional().describe('What is asked'),
    answer: z.string().trim().min(1).max(6000).optional().describe('What is answered, in Markdown'),
    category: z.string().trim().min(1).max(80).optional().describe('What it is filed under; - for nothing'),
    url: z.string().trim().min(1).max(500).optional().describe('Where more of it is to be read; - for nowhere'),
    'holds-for': z.string().trim().min(1).max(40).optional().describe('The version of the subject that it speaks of'),
    audience: audienceOption(),
    verified: z.boolean().optional().describe('Whether somebody vouches for it'),
  }),
  suggest: { entry: suggestEntries },
  async run({ entry: named, audience, 'holds-for': holdsFor, category, url, ...given }, call) {
    const before = await findEntryHere(named, call);
    const to = audience && (await audienceOf(audience, call));
    const change: EntryChange = {
      ...(given.question !== undefined && { question: given.question }),
      ...(given.answer !== undefined && { answer: given.answer }),
      ...(given.verified !== undefined && { verified: given.verified }),
      ...(category !== undefined && { category: category === nothing ? '' : category }),
      ...(url !== undefined && { url: url === nothing ? '' : url }),
      ...(holdsFor !== undefined && { holdsFor }),
      ...(to && { roomId: to.roomId }),
    };
    const changed = Object.keys(change).map((key) => fieldWords.get(key) ?? key);
    if (changed.length === 0)
      throw badOption('What should change? Give a `question`, an `answer` or any of the others.');
    const after = await inSentences(() => changing(call).catalogue.edit(before.id, change));
    const text = `Changed ${changed.join(', ')}: **${plain(after.question, 200)}** (now \`${shortId(after.id)}\`).`;
    return { text: to ? `${text}\n${to.said}` : text };
  },
});
