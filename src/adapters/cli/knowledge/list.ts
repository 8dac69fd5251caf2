import { shortId } from '../../../bot/index.ts';
import type { EntryView, ListFilter } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { table } from '../table.ts';
import { harmless, shorten } from '../words.ts';
import { stateOf } from './entry-words.ts';
import { print } from './print.ts';

export interface ListOptions {
  source?: string;
  category?: string;
  state?: NonNullable<ListFilter['state']>;
  limit: number;
  after?: string;
  json?: boolean;
}

/** `quorum knowledge list`: entries, oldest first, a page at a time. */
export async function listEntries(
  { catalogue, sources }: OpenKnowledge,
  io: Io,
  { source, category, state, limit, after, json }: ListOptions,
): Promise<number> {
  const sourceId = source === undefined ? undefined : (await sources.find(source)).id;
  const last = after === undefined ? undefined : (await catalogue.show(after)).id;
  const entries = await catalogue.list({ sourceId, category, state, limit, after: last });
  if (json || entries.length > 0) print(io, json, entries, () => table([heading, ...entries.map(rowOf)]));
  else io.stderr.write('There is no such entry.\n');
  const end = entries.at(-1);
  if (!json && end && entries.length === limit)
    io.stderr.write(`There may be more: the same again with --after ${shortId(end.id)}\n`);
  return exitCodes.done;
}

const heading = ['ID', 'KIND', 'TITLE', 'CATEGORY', 'SOURCE', 'VERIFIED', 'STATE'];

function rowOf(entry: EntryView): string[] {
  const { id, kind, question, category, source, verified } = entry;
  const texts = [
    shorten(harmless(question), 60),
    shorten(harmless(category ?? ''), 20),
    shorten(harmless(source.name), 30),
  ];
  return [shortId(id), kind, ...texts, verified ? '✔' : '', stateOf(entry)];
}
