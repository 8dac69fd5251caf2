import { z } from 'zod';
import { describeEntry } from '../knowledge-words.ts';
import { defineCommand } from './command.ts';
import { entryOption, findEntryHere, suggestEntries } from './knowledge-here.ts';

/** `knowledge show`: an entry with all that is known of it. */
export const knowledgeShow = defineCommand({
  name: 'knowledge show',
  description: 'Show an entry with all that is known of it',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({ entry: entryOption() }),
  suggest: { entry: suggestEntries },
  async run({ entry }, call) {
    return { text: describeEntry(await findEntryHere(entry, call)) };
  },
});
