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
import { wholeQuestion } from '../review/whole-question.ts';
import type { Changed, Changing } from './change-knowledge.ts';
import { sayOf } from './say.ts';
import type { Tally } from './standing.ts';

interface Candidate {
  answer: VotedAnswer;
  said: Tally;
}

/**
 * What is learned for one question is the answer that members approve of most, of those to the same question with the same audience;
 * whichever of them has changed, and in whatever order, it is the same in the end.
 */
export async function learn(changing: Changing, answer: VotedAnswer, said: Tally): Promise<Changed> {
  const { rows, isTaught } = changing;
  const nothing = { entryId: answer.entry?.id ?? null, isLearned: false };
  if (answer.roomKind === 'dm') return nothing; // what is said there in private teaches nothing
  const place = placeOf(answer);
  const known = await findLearned(rows, place);
  if ((known && known.madeFromId === null) || (!known && isTaught)) {
    if (said.standing === 'approved') await keepOut(changing, place, answer, taught);
    return nothing;
  }
  if (!known && said.standing !== 'approved') return nothing;
  const takenOut = await answersTakenOut(rows, place);
  const candidates = (await candidatesFor(changing, place, { answer, said })).filter(
    (candidate) => !takenOut.has(candidate.answer.id),
  );
  const best = bestOf(candidates);
  const changed = best ? await makeKnown(changing, place, known, best) : await takeAway(changing, known, candidates);
  const isBehind = said.standing === 'approved' || answer.entry !== undefined;
  return { entryId: isBehind ? (changed.entryId ?? nothing.entryId) : null, isLearned: changed.isLearned };
}

function placeOf({ communityId, communityWide, roomId, question, before }: VotedAnswer): LearnedPlace {
  return {
    communityId,
    audienceRoomId: communityWide ? null : roomId,
    key: gistOf(wholeQuestion({ before, question })),
  };
}

/** All answers that were approved for that question once, and this one. */
async function candidatesFor({ rows, rules }: Changing, place: LearnedPlace, own: Candidate): Promise<Candidate[]> {
  const candidates = [own];
  for (const id of await answersBehind(rows, place)) {
    const answer = id === own.answer.id ? undefined : await readVotedAnswer(rows, id);
    if (answer) candidates.push({ answer, said: await sayOf(rows, answer, rules) });
  }
  return candidates;
}

/** A verified one before others, then the one that weighs most, then the older. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates
    .filter(({ said }) => said.standing === 'approved')
    .toSorted(
      (a, b) =>
        Number(b.said.isVerified) - Number(a.said.isVerified) ||
        b.said.up - b.said.down - (a.said.up - a.said.down) ||
        (a.answer.id < b.answer.id ? -1 : 1),
    )[0];
}

async function makeKnown(
  changing: Changing,
  place: LearnedPlace,
  known: LearnedRow | undefined,
  { answer, said }: Candidate,
): Promise<Changed> {
  const { tx, now } = changing;
  if (known?.madeFromId === answer.id) {
    if (known.isLiving && known.verified === said.isVerified) return { entryId: known.id, isLearned: false };
    await moveLearned(tx, known.id, { standing: 'approved', verified: said.isVerified }, now);
    if (!known.isLiving)
      await tell(changing, place, { ...known, answer }, said, 'knowledge.learned', 'was learned again');
    return { entryId: known.id, isLearned: !known.isLiving };
  }
  const question = wholeQuestion(answer);
  const learned = await learnPair(
    tx,
    {
      ...{ ...place, question, answer: answer.text, madeFromId: answer.id, verified: said.isVerified },
      supersedesId: known?.isLiving ? known.id : null,
    },
    now,
  );
  if ('refused' in learned) {
    await keepOut(changing, place, answer, learned.refused);
    return { entryId: null, isLearned: false };
  }
  const entry = { id: learned.entryId, title: question, answer };
  const words = known?.isLiving ? 'has a better answer now' : 'was learned';
  await tell(changing, place, entry, said, 'knowledge.learned', words);
  return { entryId: learned.entryId, isLearned: true };
}

const taught = 'What was taught answers the same question: correct that, if this is better.';

/** Tells moderators why an answer is not known, when members have come to approve of it. */
async function keepOut(
  { tx, now }: Changing,
  { communityId, audienceRoomId: roomId }: LearnedPlace,
  answer: VotedAnswer,
  why: string,
): Promise<void> {
  if (answer.standing === 'approved') return; // they have been told
  const what = `**${plain(wholeQuestion(answer), 100)}** was not learned, although it is approved. ${why}`;
  await record(tx, { communityId, kind: 'knowledge.kept-out', actor: null, what, roomId, answerId: answer.id }, now);
}

/** No answer to that question is approved any more. */
async function takeAway(
  changing: Changing,
  known: LearnedRow | undefined,
  candidates: readonly Candidate[],
): Promise<Changed> {
  const own = candidates.find(({ answer }) => answer.id === known?.madeFromId);
  if (!known || !own) return { entryId: known?.id ?? null, isLearned: false };
  const { answer, said } = own;
  if (!known.isLiving && known.standing === said.standing) return { entryId: known.id, isLearned: false };
  await moveLearned(changing.tx, known.id, { standing: said.standing, verified: false }, changing.now);
  const entry = { ...known, answer };
  if (said.standing === 'denied')
    await tell(changing, placeOf(answer), entry, said, 'knowledge.denied', 'is denied and found no more');
  else if (known.isLiving) await tell(changing, placeOf(answer), entry, said, 'knowledge.withdrawn', 'was withdrawn');
  return { entryId: known.id, isLearned: false };
}

/** What a moderator ruled, the feed has in their name. */
async function tell(
  { tx, now }: { tx: Tx; now: Date },
  { communityId, audienceRoomId }: LearnedPlace,
  { id, title, answer }: { id: string; title: string; answer: VotedAnswer },
  said: Tally,
  kind: FeedKind,
  became: string,
): Promise<void> {
  if (answer.ruling === said.standing) return;
  const answerId = answer.id;
  const what = `**${plain(title, 100)}** ${became}: ${voicesOf(said)} (\`${shortId(id)}\`).`;
  const undo = { rule: answerId, as: kind === 'knowledge.learned' ? 'open' : 'approved', before: null } as const;
  await record(tx, { communityId, kind, actor: null, what, roomId: audienceRoomId, answerId, undo }, now);
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
