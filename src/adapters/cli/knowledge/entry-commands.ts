/** The commands on one entry that say little: showing it, taking it out; and announcing a version of the subject. */
import { countOf, shortId } from '../../../bot/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io, OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';
import { describeEntry } from './entry-words.ts';
import { print } from './print.ts';

interface AsJson {
  json?: boolean;
}

/** `quorum knowledge show` */
export async function showEntry({ catalogue }: OpenKnowledge, io: Io, id: string, { json }: AsJson): Promise<number> {
  const entry = await catalogue.show(id);
  print(io, json, entry, () => describeEntry(entry));
  return exitCodes.done;
}

/** `quorum knowledge retire`: it is found no more, and stays in its history. */
export async function retireEntry({ catalogue }: OpenKnowledge, io: Io, id: string, { json }: AsJson): Promise<number> {
  const entry = await catalogue.retire(id);
  print(io, json, entry, () => `Retired: ${shorten(harmless(entry.question), 80)} (${shortId(entry.id)})`);
  return exitCodes.done;
}

/** `quorum knowledge release`: the subject has a new version, and what holds for older ones has to be looked at. */
export async function announceRelease(
  { catalogue }: OpenKnowledge,
  io: Io,
  version: string,
  { json }: AsJson,
): Promise<number> {
  const dueForReview = await catalogue.release(version);
  print(io, json, { version, dueForReview }, () =>
    dueForReview === 0
      ? `${version} is announced. No entry became due for review.`
      : `${version} is announced. ${countOf(dueForReview, 'entry holds', 'entries hold')} for an older version, and ` +
        'became due for review: npm run -s quorum -- knowledge list --state review',
  );
  return exitCodes.done;
}
