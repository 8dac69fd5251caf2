import { z } from 'zod';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { changing, entryOption, findEntryHere, inSentences, suggestEntries } from './knowledge-here.ts';

/** `knowledge retire`: takes an entry out; its history stays. */
export const knowledgeRetire = defineCommand({
  name: 'knowledge retire',
  description: 'Take an entry out, so that it is found no more; its history stays',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({ entry: entryOption() }),
  suggest: { entry: suggestEntries },
  async run({ entry: named }, call) {
    const { id, question } = await findEntryHere(named, call);
    await inSentences(() => changing(call).catalogue.retire(id));
    return { text: `Taken out: **${plain(question, 200)}** (\`${shortId(id)}\`). Nobody is told of it any more.` };
  },
});
