import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { type EntryView, type ExportFormat, exportEntries, exportFormats } from '../../knowledge/index.ts';
import { record } from '../feed/record.ts';
import { countOf } from '../markdown.ts';
import { defineCommand } from './command.ts';
import { audienceOf, audienceOption } from './knowledge-here.ts';
import { mostFileBytes } from './options.ts';

/**
 * `knowledge export`: what is known, as a file. It says nothing of audiences: what one room alone may be told is exported in
 * that room, by itself, since importing it elsewhere would tell it to everybody.
 */
export const knowledgeExport = defineCommand({
  name: 'knowledge export',
  description: 'Get what is known here as a file that can be imported elsewhere',
  permission: 'manager',
  isPrivate: true,
  options: z.object({
    format: z.enum(exportFormats).default('jsonl').describe('What to write'),
    audience: audienceOption(),
  }),
  async run({ format, audience: named }, call) {
    const { community, actor, parts, signal, mostReplyBytes = mostFileBytes } = call;
    const { roomId } = await audienceOf(named, call);
    const { catalogue } = parts.knowledgeOf(community.id);
    const count = { written: 0, left: 0 };
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of exportEntries(chosen(catalogue.all(), roomId, count), format)) {
      signal.throwIfAborted();
      const bytes = Buffer.from(piece);
      size += bytes.byteLength;
      if (size > mostReplyBytes) throw tooLarge();
      pieces.push(bytes);
    }
    const entries = countOf(count.written, 'entry', 'entries');
    const whose = roomId === null ? 'the community may be told' : 'this room alone may be told';
    const what = `${entries} that ${whose} ${count.written === 1 ? 'was' : 'were'} exported.`;
    const happening = {
      communityId: community.id,
      kind: 'knowledge.exported',
      actor: actor.name,
      what,
      roomId,
    } as const;
    await parts.store.write((tx) => record(tx, happening, new Date(parts.clock.now())));
    const left =
      count.left > 0 && roomId === null
        ? `\n${countOf(count.left, 'entry was', 'entries were')} left out, which single rooms alone may be told.`
        : '';
    return {
      text: `${entries} that ${whose}.${left}`,
      files: [{ ...files[format], bytes: Buffer.concat(pieces) }],
    };
  },
});

const files: Record<ExportFormat, { name: string; type: string }> = {
  jsonl: { name: 'knowledge.jsonl', type: 'application/jsonl' },
  json: { name: 'knowledge.json', type: 'application/json' },
  markdown: { name: 'knowledge.md', type: 'text/markdown' },
};

async function* chosen(
  entries: AsyncIterable<EntryView>,
  roomId: string | null,
  count: { written: number; left: number },
): AsyncGenerator<EntryView> {
  for await (const entry of entries) {
    if (entry.roomId === roomId) {
      count.written += 1;
      yield entry;
    } else count.left += 1;
  }
}

function tooLarge(): Failure {
  return new Failure('export-too-large', 'What is known is too much for a file in a chat.', {
    memberText: 'That is more than a file in a chat may hold; whoever runs me can export it in the terminal.',
  });
}
