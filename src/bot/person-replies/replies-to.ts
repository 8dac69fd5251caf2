import type { LearnedPlace, Rows, Tx } from '../../store/index.ts';
import type { Candidate } from '../votes/learn.ts';
import type { StandingRules } from '../votes/standing.ts';
import { learnableOf, sayOfReply, withMarks } from './read-reply.ts';

/** The replies to a question that are kept, each with what is said of it. */
export async function repliesTo(
  { tx, rows, rules }: { tx: Tx; rows: Rows; rules: Omit<StandingRules, 'quorum'> },
  { communityId, key, audienceRoomId: roomId }: LearnedPlace,
): Promise<Candidate[]> {
  const audience = roomId === null ? { communityWide: true } : { communityWide: false, roomId };
  const candidates: Candidate[] = [];
  for (const reply of await tx.personReply.findMany({ where: { communityId, key, ...audience }, include: withMarks }))
    candidates.push({ source: learnableOf(reply), said: await sayOfReply(rows, reply, rules) });
  return candidates;
}
