import { Failure } from '../../failure.ts';
import {
  answerExists,
  deleteVotes,
  type HashMember,
  knowMember,
  markDue,
  putVotes,
  type Store,
} from '../../store/index.ts';

export interface Thumb {
  answerId: string;
  platform: string;
  memberId: string;
  /** 1 for 👍, -1 for 👎, 0 to take it back. */
  value: 1 | -1 | 0;
}

/** Keeps one thumb per member and answer: the latest one, or none. */
export function castThumb(
  { store, hashMember, now }: { store: Store; hashMember: HashMember; now: () => Date },
  { answerId, platform, memberId: named, value }: Thumb,
): Promise<void> {
  const at = now();
  return store.writeRows(async (rows) => {
    if (!(await answerExists(rows, answerId))) {
      throw new Failure('no-such-answer', `There is no answer ${answerId}.`, {
        memberText: 'I do not know this answer any more.',
      });
    }
    const memberId = await knowMember(rows, hashMember(platform, named), at);
    await (value === 0
      ? deleteVotes(rows, [{ answerId, memberId }])
      : putVotes(rows, [{ answerId, memberId, value, weight: 1 }], at));
    await markDue(rows, [answerId]);
  });
}
