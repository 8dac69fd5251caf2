import { z } from 'zod';
import { formats, type ImportReport } from '../../knowledge/index.ts';
import { refusalLine, whatChanged } from '../knowledge-words.ts';
import { countOf, oneLine, plain } from '../markdown.ts';
import { keepAttached } from './attached-file.ts';
import { defineCommand } from './command.ts';
import { audienceOf, audienceOption, changing, inSentences } from './knowledge-here.ts';
import { readForum } from './knowledge-import-forum.ts';
import { fileOption, roomOption } from './options.ts';
import { badOption } from './refuse.ts';

/** `knowledge import`: all of an attached file or nothing, by the same name the same source again; or a forum’s solved posts into review. */
export const knowledgeImport = defineCommand({
  name: 'knowledge import',
  description: 'Bring in an attached file, or put what solved a forum’s posts before moderators',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    file: fileOption().optional().describe('JSON, JSONL, CSV, TSV, Markdown or HTML'),
    forum: roomOption().optional().describe('A forum instead: of its solved posts, the replies with ✅ go to review'),
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('Its name as a source; by the same name it is the same again'),
    format: z.enum(formats).optional().describe('What it is in, where that is not recognised'),
    audience: audienceOption(),
    verified: z.boolean().default(false).describe('Vouch for all of it that does not say otherwise itself'),
    strict: z.boolean().default(false).describe('Keep nothing when a single row is refused'),
    'dry-run': z.boolean().default(false).describe('Keep nothing, and say what would come of it'),
  }),
  async run({ file, forum, name, format, audience: named, verified, strict, 'dry-run': dryRun }, call) {
    if (forum !== undefined && file === undefined) return readForum(forum, call);
    if (file === undefined || forum !== undefined) throw badOption('Give a `file` or a `forum`, one of them.');
    const { room, parts, signal } = call;
    const { roomId, said } = await audienceOf(named, call);
    const own = oneLine(name ?? file.name, 80) || 'file';
    // what a room alone may be told is a source of its own, which nobody outside of it brings in again or takes out
    const as = roomId === null ? own : `${own} (#${oneLine(room.name, 40)} ${roomId.slice(-4)})`;
    const { sources } = changing(call);
    const settings = { audienceRoomId: roomId, verified, ...(format && { format }) };
    const kept = await keepAttached(file, parts.attachments);
    try {
      const report = await inSentences(() =>
        sources.import(
          kept.path,
          settings,
          {
            ...{ strict, dryRun, as },
            onProgress: ({ rows }) => call.progress(`Reading ${plain(own, 80)}: ${countOf(rows, 'row')} …`),
          },
          signal,
        ),
      );
      return {
        text: [...describeImport(report, own), ...(report.dropped ? [] : [said])].join('\n'),
        ...refusalsOf(report),
      };
    } finally {
      await kept.remove();
    }
  },
});

const mostShown = 10;

function describeImport(report: ImportReport, name: string): string[] {
  const { format, kept, badExamples, refused, refusals, notes, dropped } = report;
  const lines = [`**${plain(name, 80)}** (${format}): ${whatChanged(report)}.`];
  if (badExamples > 0) lines.push(`${countOf(badExamples, 'bad example')}, kept apart and never found.`);
  if (kept > 0) {
    const entries = countOf(kept, 'entry was', 'entries were');
    lines.push(`${entries} edited here and changed in the source: the edit stays, and is due for review.`);
  }
  if (refused > 0) {
    lines.push(`${countOf(refused, 'row was', 'rows were')} refused:`);
    lines.push(...refusals.slice(0, mostShown).map((refusal) => `- ${plain(refusalLine(refusal), 250)}`));
    if (refused > mostShown) lines.push(`The first ${refusals.length} are in the file.`);
  }
  lines.push(...notes.slice(0, mostShown).map((note) => `Note: ${plain(note, 250)}`));
  if (dropped === 'dry-run') lines.push('This was a dry run: nothing of it was kept.');
  if (dropped === 'strict') lines.push('Nothing of it was kept, because `strict` takes all or nothing.');
  return lines;
}

/** Those that do not fit a message, as a file. */
function refusalsOf({ refused, refusals }: ImportReport) {
  if (refused <= mostShown) return {};
  const bytes = Buffer.from(`${refusals.map(refusalLine).join('\n')}\n`);
  return { files: [{ name: 'refused.txt', type: 'text/plain', bytes }] };
}
