import { gistOf } from '../../answering/index.ts';
import { learnPair, moveLearned } from '../../knowledge/index.ts';
import {
  answersBehind,
  answersTakenOut,
  findLearned,
  type LearnedPlace,
  type LearnedRow,
  readVotedAnswer,
  type Tx,
  type VotedAnswer,
} from '../../store/index.ts';
import { type FeedKind, record } from '../feed/record.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { repliesTo } from '../person-replies/replies-to.ts';
import { wholeQuestion } from '../review/whole-question.ts';
import type { Changed, Changing } from './change-knowledge.ts';
import { sayOf } from './say.ts';
import type { Tally } from './standing.ts';

/** What may be learned: an answer of Quorum's, or a person's reply. */
export interface Learnable
  extends Pick<
    VotedAnswer,
    'id' | 'text' | 'question' | 'before' | 'communityId' | 'communityWide' | 'roomId' | 'standing' | 'ruling'
  > {
  /** Set where a person wrote it: in which message, how they are credited, and whether they agreed to it. */
  person?: { messageId: string; url: string | null; credit: string; isAgreed: boolean };
}

export interface Candidate {
  source: Learnable;
  said: Tally;
}

/** As `learnBest`, for an answer of Quorum's. */
export async function learn(changing: Changing, answer: VotedAnswer, said: Tally): Promise<Changed> {
  const nothing = { entryId: answer.entry?.id ?? null, isLearned: false };
  if (answer.roomKind === 'dm') return nothing; // what is said there in private teaches nothing
  if (answer.manner !== 'generated') return nothing; // it says that nothing is known, or shows what is
  const changed = await learnBest(changing, { source: answer, said });
  if (!changed) return nothing;
  const isBehind = said.standing === 'approved' || answer.entry !== undefined;
  return { entryId: isBehind ? (changed.entryId ?? nothing.entryId) : null, isLearned: changed.isLearned };
}

/**
 * What is learned for one question is what members approve of most, of the answers and replies to the same question with the same
 * audience; whichever of them has changed, and in whatever order, it is the same in the end. Undefined where nothing can be learned.
 */
export async function learnBest(changing: Changing, own: Candidate): Promise<Changed | undefined> {
  const { rows, isTaught } = changing;
  const place = placeOf(own.source);
  const known = await findLearned(rows, place);
  if ((known && known.madeFromId === null) || (!known && isTaught)) {
    if (isApproved(own)) await keepOut(changing, place, own.source, taught);
    return undefined;
  }
  if (!known && !isApproved(own)) return undefined;
  const takenOut = await answersTakenOut(rows, place);
  const candidates = (await candidatesFor(changing, place, own)).filter(({ source }) => !takenOut.has(source.id));
  const best = bestOf(candidates);
  return best ? makeKnown(changing, place, known, best) : takeAway(changing, known, candidates);
}

/** What a person wrote is learned only if they agreed. */
function isApproved({ source, said }: Candidate): boolean {
  return said.standing === 'approved' && (source.person?.isAgreed ?? true);
}

function placeOf({ communityId, communityWide, roomId, question, before }: Learnable): LearnedPlace {
  return {
    communityId,
    audienceRoomId: communityWide ? null : roomId,
    key: gistOf(wholeQuestion({ before, question })),
  };
}

/** All answers that were approved for that question once, all replies to it that are kept, and this one. */
async function candidatesFor(changing: Changing, place: LearnedPlace, own: Candidate): Promise<Candidate[]> {
  const { rows, rules } = changing;
  const candidates = [own];
  for (const id of await answersBehind(rows, place)) {
    const answer = id === own.source.id ? undefined : await readVotedAnswer(rows, id);
    if (answer) candidates.push({ source: answer, said: await sayOf(rows, answer, rules) });
  }
  const replies = await repliesTo(changing, place);
  return [...candidates, ...replies.filter(({ source }) => source.id !== own.source.id)];
}

/** A verified one before others, then the one that weighs most, then what a person wrote, then the older. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates
    .filter(isApproved)
    .toSorted(
      (a, b) =>
        Number(b.said.isVerified) - Number(a.said.isVerified) ||
        b.said.up - b.said.down - (a.said.up - a.said.down) ||
        Number(b.source.person !== undefined) - Number(a.source.person !== undefined) ||
        (ageOf(a.source) < ageOf(b.source) ? -1 : 1),
    )[0];
}

/** What sorts by when it was written; a reply's id only says when it was first marked. */
function ageOf({ id, person }: Learnable): string {
  return person?.messageId.padStart(longestId, '0') ?? id;
}

/** Discord's numbers grow longer as the years go by. */
const longestId = 32;

async function makeKnown(
  changing: Changing,
  place: LearnedPlace,
  known: LearnedRow | undefined,
  { source, said }: Candidate,
): Promise<Changed> {
  const { tx, now } = changing;
  if (known?.madeFromId === source.id) {
    if (known.isLiving && known.verified === said.isVerified) return { entryId: known.id, isLearned: false };
    await moveLearned(tx, known.id, { standing: 'approved', verified: said.isVerified }, now);
    if (!known.isLiving)
      await tell(changing, place, { ...known, source }, said, 'knowledge.learned', 'was learned again');
    return { entryId: known.id, isLearned: !known.isLiving };
  }
  const question = wholeQuestion(source);
  const { url = null, credit = null } = source.person ?? {};
  const learned = await learnPair(
    tx,
    {
      ...{ ...place, question, answer: source.text, madeFromId: source.id, verified: said.isVerified, url, credit },
      supersedesId: known?.isLiving ? known.id : null,
    },
    now,
  );
  if ('refused' in learned) {
    await keepOut(changing, place, source, learned.refused);
    return { entryId: null, isLearned: false };
  }
  const entry = { id: learned.entryId, title: question, source };
  const words = known?.isLiving ? 'has a better answer now' : 'was learned';
  await tell(changing, place, entry, said, 'knowledge.learned', words);
  return { entryId: learned.entryId, isLearned: true };
}

const taught = 'What was taught answers the same question: correct that, if this is better.';

/** Tells moderators why an answer is not known, when members have come to approve of it. */
async function keepOut(
  { tx, now }: Changing,
  { communityId, audienceRoomId: roomId }: LearnedPlace,
  source: Learnable,
  why: string,
): Promise<void> {
  if (source.standing === 'approved') return; // they have been told
  const what = `**${plain(wholeQuestion(source), 100)}** was not learned, although it is approved. ${why}`;
  await record(tx, { communityId, kind: 'knowledge.kept-out', actor: null, what, roomId, answerId: source.id }, now);
}

/** No answer to that question is approved any more. */
async function takeAway(
  changing: Changing,
  known: LearnedRow | undefined,
  candidates: readonly Candidate[],
): Promise<Changed> {
  const own = candidates.find(({ source }) => source.id === known?.madeFromId);
  if (!known || !own) return { entryId: known?.id ?? null, isLearned: false };
  const { source, said } = own;
  const standing = source.person && said.standing === 'denied' ? 'open' : said.standing; // nobody is shown as a bad example
  if (!known.isLiving && known.standing === standing) return { entryId: known.id, isLearned: false };
  await moveLearned(changing.tx, known.id, { standing, verified: false }, changing.now);
  const entry = { ...known, source };
  if (standing === 'denied')
    await tell(changing, placeOf(source), entry, said, 'knowledge.denied', 'is denied and found no more');
  else if (known.isLiving) await tell(changing, placeOf(source), entry, said, 'knowledge.withdrawn', 'was withdrawn');
  return { entryId: known.id, isLearned: false };
}

/** What a moderator ruled, the feed has in their name. */
async function tell(
  { tx, now }: { tx: Tx; now: Date },
  { communityId, audienceRoomId }: LearnedPlace,
  { id, title, source }: { id: string; title: string; source: Learnable },
  said: Tally,
  kind: FeedKind,
  became: string,
): Promise<void> {
  if (source.ruling === said.standing) return;
  const what = `**${plain(title, 100)}** ${became}: ${voicesOf(said)} (\`${shortId(id)}\`).`;
  const to = { as: kind === 'knowledge.learned' ? 'open' : 'approved', before: null } as const;
  const undo = source.person ? { ruleReply: source.id, ...to } : { rule: source.id, ...to };
  const about = { roomId: audienceRoomId, answerId: source.id };
  await record(tx, { communityId, kind, actor: null, what, ...about, undo }, now);
}

/** What was said, as moderators read it. */
function voicesOf({ up, down, voters, isVerified }: Tally): string {
  if (isVerified) return 'verified';
  if (voters === 0) return 'nobody’s vote stands';
  return `${voters} ${voters === 1 ? 'vote' : 'votes'}, ${rounded(up)} for it, ${rounded(down)} against`;
}

function rounded(weight: number): string {
  return String(Math.round(weight * 10) / 10);
}
