/** What a person teaches or edits is cleaned and judged by the same rules as what is imported. */
import { Failure } from '../failure.ts';
import type { Store } from '../store/index.ts';
import type { Draft } from './import/draft.ts';
import { judge } from './import/judge.ts';
import { createTwinWatch, describeTwin } from './import/twins.ts';

const here = { file: 'entry', line: 1 };

/** The entry, cleaned; throws where a rule keeps it out. */
export function acceptEntry(entry: Omit<Draft, 'at'>): Draft {
  const judged = judge({ ...entry, at: here });
  if ('draft' in judged) return judged.draft;
  const { rule, why } = judged.refusal;
  throw new Failure('refused-entry', `It was not saved (${rule}). ${why}`);
}

/** Throws when those who may be told of the entry may be told the same already. */
export async function refuseTwin(
  store: Store,
  communityId: string,
  draft: Draft,
  audienceRoomId: string | null,
): Promise<void> {
  const twins = createTwinWatch(store.read, 1024);
  for (const row of store.likenesses(communityId)) {
    if (row.audienceRoomId === null || row.audienceRoomId === audienceRoomId) twins.remember(row);
  }
  const [looked] = await twins.look([{ ...draft, id: 'new', against: 'everything' }]);
  if (!looked?.twin) return;
  throw new Failure('refused-entry', `It was not saved (near-duplicate). ${describeTwin(looked.twin)}`, {
    remedy: 'Edit that entry instead, or add this one all the same with --anyway.',
  });
}
