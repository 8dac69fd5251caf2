import { readVotedAnswer, type Tx, type TxRows, type VotedAnswer, type VotedEntry } from '../../store/index.ts';
import { closeDoubt, doubt } from '../review/doubt.ts';
import { learn } from './learn.ts';
import type { StandingRules, Tally } from './standing.ts';

export interface Changing {
  tx: Tx;
  rows: TxRows;
  rules: Omit<StandingRules, 'quorum'>;
  now: Date;
  /** Whether people wrote an entry for the same question, which need not be learned then. */
  isTaught: boolean;
}

export interface Changed {
  /** The entry that the answer quotes or stands behind from now on. */
  entryId: string | null;
  isLearned: boolean;
}

/** Makes knowledge what the votes on an answer say that it is now, and tells moderators of it. */
export async function changeKnowledge(changing: Changing, answer: VotedAnswer, said: Tally): Promise<Changed> {
  const { rows, tx } = changing;
  if (answer.manner === 'quoted') {
    const { entry } = answer;
    if (!entry) return { entryId: null, isLearned: false }; // it was deleted
    if (entry.madeFromId === null) return changeTaught(changing, answer, entry, said);
    const original = await readVotedAnswer(rows, entry.madeFromId);
    if (!original) await tx.personReply.updateMany({ where: { id: entry.madeFromId }, data: { isDue: true } });
    const { isLearned } = original ? await learn(changing, original, said) : { isLearned: false };
    return { entryId: entry.id, isLearned };
  }
  await (said.standing === 'contested'
    ? doubt(changing, answer, 'contested', 'Members do not agree on this answer.')
    : closeDoubt(tx, { answerId: answer.id }));
  return learn(changing, answer, said);
}

const deniedReason = 'members deny it';

/** What was taught or imported does not leave by votes: moderators look at it. */
async function changeTaught(
  changing: Changing,
  answer: VotedAnswer,
  { id, verified }: VotedEntry,
  { standing, isVerified }: Tally,
): Promise<Changed> {
  const { tx, now } = changing;
  const isDenied = standing === 'denied';
  const known = await tx.entry.findUniqueOrThrow({ where: { id }, select: { reviewSince: true, reviewReason: true } });
  const isDue = isDenied && known.reviewSince === null;
  const isOver = !isDenied && known.reviewReason === deniedReason;
  await tx.entry.update({
    where: { id },
    data: {
      standing: isDenied ? 'contested' : standing,
      verified: verified || isVerified,
      ...(isDue && { reviewSince: now, reviewReason: deniedReason }),
      ...(isOver && { reviewSince: null, reviewReason: null }),
    },
  });
  if (isDenied) await doubt(changing, answer, 'denied', 'Members deny what was taught.');
  else if (standing === 'contested')
    await doubt(changing, answer, 'contested', 'Members do not agree on what was taught.');
  else await closeDoubt(tx, { entryId: id });
  return { entryId: id, isLearned: false };
}
