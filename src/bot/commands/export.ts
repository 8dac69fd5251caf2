import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { type ExportFile, ownFiles } from '../export/own-files.ts';
import { asMemory, asTrainingLines, leftOut, readTrainingView, type TrainingView } from '../export/training-view.ts';
import { record } from '../feed/record.ts';
import { countOf } from '../markdown.ts';
import { type Call, defineCommand } from './command.ts';
import { audienceOf, audienceOption } from './knowledge-here.ts';
import { mostFileBytes } from './options.ts';

/**
 * `export`: what a community owns, as files that are read elsewhere, and what of it may train. As with knowledge, what one room
 * alone may be told is exported in that room, by itself.
 */
export const exportAll = defineCommand({
  name: 'export',
  description: 'Get all that this community owns as files: knowledge, questions, answers, votes, feed, settings',
  permission: 'manager',
  isPrivate: true,
  options: z.object({
    what: z.enum(['everything', 'training']).default('everything').describe('Everything, or what of it may train'),
    audience: audienceOption(),
  }),
  async run({ what, audience }, call) {
    const { community, actor, parts } = call;
    const now = new Date(parts.clock.now());
    const { roomId } = what === 'training' ? { roomId: null } : await audienceOf(audience, call);
    const exporting = { communityId: community.id, roomId, until: new Date(now.getTime() + 1) };
    const { text, files } =
      what === 'training' ? await trainingFiles(call, exporting) : await everything(call, exporting);
    const kept = await gather(files, call);
    const said = what === 'training' ? 'What may train was exported.' : 'What the community owns was exported.';
    const happening = {
      communityId: community.id,
      kind: 'export.done',
      actor: actor.name,
      what: said,
      roomId,
    } as const;
    await parts.store.write((tx) => record(tx, happening, now));
    return { text, files: kept };
  },
});

type Files = { text: string; files: ExportFile[] };
type Where = Parameters<typeof ownFiles>[1];

async function everything({ community, parts, signal }: Call, exporting: Where): Promise<Files> {
  const { catalogue } = parts.knowledgeOf(community.id);
  const whose = exporting.roomId === null ? 'the whole community may be told' : 'this room alone may be told';
  return {
    files: ownFiles({ store: parts.store, catalogue }, exporting, signal),
    text: [
      `What ${whose}: \`knowledge.jsonl\` can be imported elsewhere, the others are read by people and programs.`,
      'Members are in it as hashes, and who voted not at all. Direct messages and what was asked in private are left out.',
    ].join('\n'),
  };
}

async function trainingFiles({ parts, signal }: Call, exporting: Where): Promise<Files> {
  const view = await readTrainingView(parts.store, exporting, signal);
  return {
    files: [
      { name: 'memory.json', type: 'application/json', pieces: once(asMemory(view.rows)) },
      { name: 'training.jsonl', type: 'application/jsonl', pieces: each(asTrainingLines(view.rows)) },
    ],
    text: describeView(view),
  };
}

function describeView({ rows, leftOut: left }: TrainingView): string {
  const judged = rows.filter(({ approved }) => approved !== null).length;
  const reasons = Object.entries(leftOut).flatMap(([reason, words]) => {
    const count = Object.entries(left).find(([name]) => name === reason)?.[1] ?? 0;
    return count > 0 ? [`- ${countOf(count, 'question')} ${words}`] : [];
  });
  const may = `${countOf(rows.length, 'pair')} may train, ${judged} of them approved or denied; each says why.`;
  return reasons.length === 0 ? may : [may, 'Left out:', ...reasons].join('\n');
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* each(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}

/** Whole in memory, as a chat takes files: so all of them together may be no larger than one. */
async function gather(
  files: readonly ExportFile[],
  { signal, mostReplyBytes = mostFileBytes }: Pick<Call, 'signal' | 'mostReplyBytes'>,
) {
  const kept: { name: string; type: string; bytes: Buffer }[] = [];
  let size = 0;
  for (const { name, type, pieces } of files) {
    const parts: Buffer[] = [];
    for await (const piece of pieces) {
      signal.throwIfAborted();
      const bytes = Buffer.from(piece);
      size += bytes.byteLength;
      if (size > mostReplyBytes) throw tooLarge();
      parts.push(bytes);
    }
    kept.push({ name, type, bytes: Buffer.concat(parts) });
  }
  return kept;
}

function tooLarge(): Failure {
  return new Failure('export-too-large', 'What a community owns is too much for files in a chat.', {
    memberText: 'That is more than files in a chat may hold; whoever runs me can export it in the terminal.',
  });
}
