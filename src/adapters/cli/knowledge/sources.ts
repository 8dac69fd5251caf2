import { fileURLToPath } from 'node:url';
import type { SourceView } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { table } from '../table.ts';
import { harmless, shorten } from '../words.ts';
import { print, timeOf } from './print.ts';

/** `quorum knowledge sources`: where the knowledge comes from, and when it comes again. */
export async function listSources({ sources }: OpenKnowledge, io: Io, { json }: { json?: boolean }): Promise<number> {
  const all = await sources.list();
  print(io, json, all, () => table([heading, ...all.map(rowOf)]));
  return exitCodes.done;
}

const heading = ['NAME', 'ENTRIES', 'LAST IMPORT', 'SCHEDULE', 'NEXT', 'ADDRESS'];

function rowOf({ name, entries, lastImport, schedule, nextImportAt, uri }: SourceView): string[] {
  return [
    shorten(harmless(name), 40),
    String(entries),
    lastImport ? `${timeOf(lastImport.startedAt)}${lastImport.state === 'done' ? '' : ` (${lastImport.state})`}` : '',
    schedule ?? '',
    nextImportAt ? timeOf(nextImportAt) : '',
    harmless(uri.startsWith('file:') ? fileURLToPath(uri) : uri),
  ];
}
