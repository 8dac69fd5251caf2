import { once } from 'node:events';
import { countOf } from '../../../bot/index.ts';
import { type EntryView, type ExportFormat, exportEntries } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { findRoom } from './find-room.ts';
import { writeWhole } from './write-whole.ts';

export interface ExportOptions {
  format: ExportFormat;
  out?: string;
  source?: string;
  room?: string;
  force?: boolean;
}

/**
 * `quorum knowledge export`: what is known, as a file that can be imported elsewhere. A file says nothing of audiences:
 * what one room alone may be told is exported only by itself, since importing it again would tell it to everybody.
 */
export async function exportKnowledge(
  knowledge: OpenKnowledge,
  io: Io,
  { format, out, source, room, force = false }: ExportOptions,
): Promise<number> {
  const { sources, catalogue } = knowledge;
  const sourceId = source === undefined ? undefined : (await sources.find(source)).id;
  const roomId = await findRoom(knowledge, room);
  const roomName = roomId && (await knowledge.rooms()).find(({ id }) => id === roomId)?.name;
  const count = { written: 0, left: 0 };
  const chosen = choose(pages(catalogue, sourceId), ({ room: audience }) => audience === (roomName ?? null), count);
  const pieces = exportEntries(chosen, format);
  if (out === undefined || out === '-') for await (const piece of pieces) await writeOut(io, piece);
  else await writeWhole(out, pieces, { force });

  if (out !== undefined && out !== '-')
    io.stderr.write(`${countOf(count.written, 'entry', 'entries')} written to ${out}\n`);
  if (count.left > 0 && roomId === undefined)
    io.stderr.write(
      `${countOf(count.left, 'entry was', 'entries were')} left out, which one room alone may be told: ` +
        'export them with --room.\n',
    );
  return exitCodes.done;
}

const pageSize = 500;

async function* pages(catalogue: OpenKnowledge['catalogue'], sourceId: string | undefined): AsyncGenerator<EntryView> {
  for (let after: string | undefined; ; ) {
    const page = await catalogue.list({ sourceId, limit: pageSize, after });
    yield* page;
    after = page.at(-1)?.id;
    if (after === undefined) return;
  }
}

async function* choose(
  entries: AsyncIterable<EntryView>,
  isWanted: (entry: EntryView) => boolean,
  count: { written: number; left: number },
): AsyncGenerator<EntryView> {
  for await (const entry of entries) {
    if (!isWanted(entry)) count.left += 1;
    else {
      count.written += 1;
      yield entry;
    }
  }
}

/** No faster than it is read. */
async function writeOut({ stdout }: Pick<Io, 'stdout'>, piece: string): Promise<void> {
  if (!stdout.write(piece)) await once(stdout, 'drain');
}
