import { learnedUri, learnPair, moveLearned } from '../../knowledge/index.ts';
import { markDue, type Tx, type TxRows, type VotedAnswer, type VotedEntry } from '../../store/index.ts';
import { record } from '../feed/record.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { closeDoubt, doubt } from '../review/doubt.ts';
import { wholeQuestion } from '../review/whole-question.ts';
import type { StandingRules, Tally } from './standing.ts';

export interface Changing {
  tx: Tx;
  rows: TxRows;
  rules: Omit<StandingRules, 'quorum'>;
  now: Date;
}

export interface Changed {
  /** The entry that the answer's votes count for from now on. */
  entryId: string | null;
  isLearned: boolean;
}

/** Makes knowledge what the votes on an answer say that it is now, and tells moderators of it. */
export async function changeKnowledge(
  changing: Changing,
  answer: VotedAnswer,
  said: Tally,
  alikeId: string | undefined,
): Promise<Changed> {
  const { entry } = answer;
  if (entry?.sourceUri === learnedUri) return changeLearned(changing, answer, entry, said);
  if (entry) return changeTaught(changing, answer, entry, said);
  if (said.standing === 'approved') return learn(changing, answer, said, alikeId);
  await (said.standing === 'contested'
    ? doubt(changing, answer, 'contested', 'Members do not agree on this answer.')
    : closeDoubt(changing.tx, { answerId: answer.id }));
  return { entryId: null, isLearned: false };
}

/** An answer that members approve of becomes an entry, or stands for the one that was learned for the same question. */
async function learn(
  { tx, rows, now }: Changing,
  answer: VotedAnswer,
  said: Tally,
  alikeId: string | undefined,
): Promise<Changed> {
  const { communityId, roomId, communityWide, roomKind } = answer;
  await closeDoubt(tx, { answerId: answer.id });
  if (roomKind === 'dm') return { entryId: null, isLearned: false }; // what is said there in private teaches nothing
  const audienceRoomId = communityWide ? null : roomId;
  const alike =
    alikeId === undefined
      ? null
      : await tx.entry.findFirst({
          where: { id: alikeId, communityId, audienceRoomId, retiredAt: null },
          include: { source: { select: { uri: true } } },
        });
  if (alike) {
    const isLearned = alike.source.uri === learnedUri;
    if (isLearned) await markDue(rows, await answersOf(tx, alike.id)); // their votes count together now
    return { entryId: isLearned ? alike.id : null, isLearned: false };
  }
  const question = wholeQuestion(answer);
  const pair = { communityId, question, answer: answer.text, roomId: audienceRoomId, verified: said.isVerified };
  const learned = await learnPair(tx, pair, now);
  const isKept = 'entryId' in learned;
  const what = isKept
    ? `**${plain(question, 100)}** was learned: ${voicesOf(said)} (\`${shortId(learned.entryId)}\`).`
    : `**${plain(question, 100)}** was not learned, although it is approved. ${learned.refused}`;
  await record(
    tx,
    {
      ...{ communityId, actor: null, what, roomId: audienceRoomId },
      kind: isKept ? 'knowledge.learned' : 'knowledge.kept-out',
      ...(isKept && { undo: { rule: answer.id, as: 'open', before: null } }),
    },
    now,
  );
  return { entryId: isKept ? learned.entryId : null, isLearned: isKept };
}

async function changeLearned(
  { tx, now }: Changing,
  { id, communityId }: VotedAnswer,
  entry: VotedEntry,
  said: Tally,
): Promise<Changed> {
  const { standing, isVerified: verified } = said;
  const row = await tx.entry.findUniqueOrThrow({
    where: { id: entry.id },
    select: { audienceRoomId: true, supersededBy: { select: { id: true } } },
  });
  if (row.supersededBy) return { entryId: entry.id, isLearned: false }; // a person corrected it: what was said of the old text is history
  await moveLearned(tx, entry.id, { standing, verified }, now);
  const isLearned = standing === 'approved' && !entry.isLiving;
  const words = isLearned
    ? ({ kind: 'knowledge.learned', became: 'was learned again' } as const)
    : standing === 'denied' && entry.standing !== 'denied'
      ? ({ kind: 'knowledge.denied', became: 'is denied and found no more' } as const)
      : standing !== 'approved' && entry.isLiving
        ? ({ kind: 'knowledge.withdrawn', became: 'was withdrawn' } as const)
        : undefined;
  if (words) {
    const what = `**${plain(entry.title, 100)}** ${words.became}: ${voicesOf(said)} (\`${shortId(entry.id)}\`).`;
    const as = standing === 'approved' ? 'open' : 'approved';
    const undo = { rule: id, as, before: null } as const;
    await record(tx, { communityId, kind: words.kind, actor: null, what, roomId: row.audienceRoomId, undo }, now);
  }
  return { entryId: entry.id, isLearned };
}

/** What was taught or imported does not leave by votes: moderators look at it. */
async function changeTaught(changing: Changing, answer: VotedAnswer, entry: VotedEntry, said: Tally): Promise<Changed> {
  const { tx, now } = changing;
  const isDoubted = said.standing === 'denied' || said.standing === 'contested';
  const known = await tx.entry.findUniqueOrThrow({
    where: { id: entry.id },
    select: { reviewSince: true, reviewReason: true },
  });
  const reason = 'members deny it';
  const isOurs = known.reviewReason === reason;
  const review =
    said.standing === 'denied' && known.reviewSince === null
      ? { reviewSince: now, reviewReason: reason }
      : said.standing !== 'denied' && isOurs
        ? { reviewSince: null, reviewReason: null }
        : {};
  const standing = said.standing === 'denied' ? 'contested' : said.standing;
  await tx.entry.update({
    where: { id: entry.id },
    data: { standing, verified: entry.verified || said.isVerified, ...review },
  });
  if (isDoubted) {
    const kind = said.standing === 'denied' ? 'denied' : 'contested';
    await doubt(
      changing,
      answer,
      kind,
      kind === 'denied' ? 'Members deny what was taught.' : 'Members do not agree on what was taught.',
    );
  } else await closeDoubt(tx, { entryId: entry.id });
  return { entryId: entry.id, isLearned: false };
}

async function answersOf(tx: Tx, entryId: string): Promise<string[]> {
  return (await tx.answer.findMany({ where: { entryId }, select: { id: true } })).map(({ id }) => id);
}

/** What was said, as moderators read it. */
function voicesOf({ up, down, voters, isVerified }: Tally): string {
  if (isVerified) return 'verified';
  const weights = `${rounded(up)} for it, ${rounded(down)} against`;
  return voters === 0 ? 'nobody’s vote stands' : `${voters} ${voters === 1 ? 'vote' : 'votes'}, ${weights}`;
}

function rounded(weight: number): string {
  return String(Math.round(weight * 10) / 10);
}
