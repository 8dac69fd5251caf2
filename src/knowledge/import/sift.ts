/** Goes through the rows of a source and decides what becomes of each: refused, left as it is, or to be stored. */
import { type NewEntry, newId, type Store } from '../../store/index.ts';
import type { Claim } from './claim.ts';
import { type Candidate, compare, type Difference, readKnown } from './compare.ts';
import type { Found } from './draft.ts';
import { judge } from './judge.ts';
import { addNotes, addRefusal, type ImportReport } from './report.ts';
import type { ImportSettings } from './settings.ts';
import { createTwinWatch, describeTwin, type Looked, type TwinWatch, type Watched } from './twins.ts';

export interface Sieve {
  /** What of these rows is to be stored; the rest is counted. */
  sift(batch: readonly Found[], now: Date): Promise<StagedEntry[]>;
  /** The keys of all rows so far that were not refused. */
  accepted: ReadonlySet<string>;
}

/** `isRecord`: what the source says of an entry that was edited here, to be remembered but not to be known. */
export type StagedEntry = NewEntry & { isRecord: boolean };

interface Row extends Candidate {
  /** Of the entry that says the same as the draft: a new one, or the one that was there. */
  id: string;
  difference: Difference;
}

export function createSieve(store: Store, claim: Claim, settings: ImportSettings, report: ImportReport): Sieve {
  const accepted = new Set<string>();
  let twins: TwinWatch | undefined;

  function readBatch(batch: readonly Found[]): Candidate[] {
    return batch.flatMap((found): Candidate[] => {
      const judged = 'draft' in found ? judge(found.draft) : found;
      if ('refusal' in judged) {
        addRefusal(report, judged.refusal);
        return [];
      }
      addNotes(report, judged.notes);
      const { draft } = judged;
      const { audienceRoomId } = settings;
      const verified = draft.verified ?? settings.verified;
      return [{ draft, verified, holdsFor: draft.holdsFor ?? settings.holdsFor ?? null, audienceRoomId }];
    });
  }

  async function compareAll(candidates: readonly Candidate[], now: Date): Promise<Row[]> {
    const keys = candidates.map(({ draft }) => draft.key);
    const known = await readKnown(store.read, claim.sourceId, keys);
    return candidates.map((candidate) => {
      const difference = compare(candidate, known.get(candidate.draft.key) ?? []);
      const id = difference.kind === 'unchanged' ? difference.before.id : newId(now.getTime());
      return { ...candidate, id, difference };
    });
  }

  /** Counts a row; true when nothing keeps it out. */
  function admit({ draft, difference }: Row, looked: Looked | undefined): boolean {
    if (looked?.twin) {
      addRefusal(report, { at: draft.at, rule: 'near-duplicate', why: describeTwin(looked.twin) });
      return false;
    }
    accepted.add(draft.key);
    report[difference.kind] += 1;
    const isNew = difference.kind === 'added' || difference.kind === 'changed';
    if (isNew && draft.standing === 'denied') report.badExamples += 1;
    return true;
  }

  return {
    accepted,
    async sift(batch, now) {
      const rows = await compareAll(readBatch(batch), now);
      twins ??= watchTold(store, claim, settings.audienceRoomId);
      const watched = rows.filter(({ draft }) => draft.standing !== 'denied').flatMap(watchedAs);
      const looked = new Map((await twins.look(watched)).map((one) => [one.id, one]));
      return rows.flatMap((row): StagedEntry[] => {
        const look = looked.get(row.id);
        if (!admit(row, look) || row.difference.kind === 'unchanged') return [];
        return [toEntry(row, row.difference, claim, now, look?.likeness)];
      });
    },
  };
}

/** Knows what those who may be told of this import may be told already, but for what the same source brought. */
function watchTold(store: Store, { communityId, sourceId }: Claim, audienceRoomId: string | null): TwinWatch {
  const twins = createTwinWatch(store.read, 8000);
  for (const row of store.likenesses(communityId)) {
    const isTold = row.audienceRoomId === null || row.audienceRoomId === audienceRoomId;
    if (isTold && row.sourceId !== sourceId) twins.remember(row);
  }
  return twins;
}

/**
 * A new text may be a twin of anything; one that is known already, of its own source's. What people made of it stays,
 * and neither that nor what the source said in its place comes in by another key.
 */
function watchedAs({ id, draft, difference }: Row): Watched[] {
  const said = { ...draft, id };
  if (difference.kind === 'added' || difference.kind === 'changed') return [{ ...said, against: 'everything' }];
  const { entry } = difference;
  const { likeness } = difference.kind === 'unchanged' ? difference.before : { likeness: null };
  if (entry.id !== id)
    return [
      { ...said, likeness, against: 'nothing' },
      { ...entry, at: draft.at, against: 'nothing' },
    ];
  return [{ ...said, likeness, against: entry.retiredAt === null ? 'its source' : 'nothing' }];
}

function toEntry(
  { id, draft, verified, holdsFor, audienceRoomId }: Row,
  difference: Exclude<Difference, { kind: 'unchanged' }>,
  { communityId, sourceId, importId }: Claim,
  createdAt: Date,
  likeness: NewEntry['likeness'] = null,
): StagedEntry {
  const { key, kind, title, text, category = null, url = null, standing = 'open' } = draft;
  const isRecord = difference.kind === 'kept';
  return {
    ...{ id, communityId, sourceId, importId, key, kind, title, text, category, url, verified, standing, holdsFor },
    ...{ audienceRoomId, createdAt, isRecord },
    likeness,
    supersedesId: isRecord ? null : difference.supersedesId,
  };
}
