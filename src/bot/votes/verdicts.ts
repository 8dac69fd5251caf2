import {
  askersOf,
  deleteVerdicts,
  putVerdicts,
  readVerdicts,
  type StoredVerdict,
  type TxRows,
} from '../../store/index.ts';
import { type Cast, oneOf, voteOf } from './keep-thumbs.ts';
import { decidesAlone } from './weight.ts';

/**
 * What those who decide alone say, as it follows from their ✅ and ❌. Whether somebody may was settled when they said it; of whom
 * nothing is known, nothing new is taken. Returns the answers that this changes.
 */
export async function giveVerdicts(rows: TxRows, casts: readonly Cast[], now: Date): Promise<string[]> {
  const these = {
    answerIds: casts.map(({ answerId }) => answerId),
    memberIds: casts.map(({ memberId }) => memberId),
  };
  const before = new Map((await readVerdicts(rows, these)).map((verdict) => [voteOf(verdict), verdict]));
  const marked = casts.filter((cast) => oneOf(cast, 2) !== undefined);
  const askers = marked.length > 0 ? await askersOf(rows, these.answerIds) : new Map<string, string>();
  const given: StoredVerdict[] = [];
  const gone: StoredVerdict[] = [];
  for (const cast of casts) {
    const { answerId, memberId, voter = {} } = cast;
    const known = before.get(voteOf(cast));
    const value = oneOf(cast, 2);
    if (value === undefined) {
      if (known) gone.push(known);
    } else if (known?.value !== value && (known || decidesAlone(voter, askers.get(answerId) === memberId)))
      given.push({ answerId, memberId, value });
  }
  await deleteVerdicts(rows, gone);
  await putVerdicts(rows, given, now);
  return [...gone, ...given].map(({ answerId }) => answerId);
}
