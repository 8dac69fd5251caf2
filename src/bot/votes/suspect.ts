/** Tells moderators of votes that look made up. Nothing is taken back by itself: each flag has the button that does it. */
import { findBurst, findEchoes, findHasty, findLoud, findRings, type Store, type TxRows } from '../../store/index.ts';
import { type FeedKind, record } from '../feed/record.ts';
import { type Undo, undos } from '../feed/undo.ts';
import { countOf, plain } from '../markdown.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** That many new accounts on one answer within an hour are no coincidence. */
const burstOf = 5;

/** Flags a burst of new accounts on an answer, once for each hour. */
export async function flagBurst(store: Store, answerId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - hourMs);
  const look = (rows: Pick<TxRows, 'first' | 'all'>) => findBurst(rows, { answerId, since, least: burstOf });
  if (!(await look(store.rows))) return false;
  return store.write(async (tx, rows) => {
    const burst = await look(rows);
    const known = await tx.feedItem.findFirst({ where: { answerId, kind: 'votes.burst', createdAt: { gt: since } } });
    if (!burst || known) return false;
    const { communityId, question, roomId, votes } = burst;
    const what = `${countOf(votes, 'new account')} voted on the answer to **${plain(question, 100)}** within an hour. Together they count for one member. Taken back are the votes of all new accounts in that hour.`;
    // Those that are still to come belong to it, too.
    const undo = takingBack({ from: since, until: new Date(now.getTime() + hourMs), lighterThan: 1 });
    await record(tx, { communityId, kind: 'votes.burst', actor: null, what, roomId, answerId, undo }, now);
    return true;
  });
}

/** What is looked at every night. */
const window = { days: 30, ringOf: 5, echoOf: 5, loudFrom: 40, loudShare: 0.4, hastyFrom: 30 };

/** Looks for rings, for a voice that drowns all others and for a moderator gone wild; each is flagged once in a week. Returns how many. */
export async function flagSuspicions(store: Store, communityId: string, now: Date): Promise<number> {
  const since = new Date(now.getTime() - window.days * dayMs);
  const [rings, echoes, loud, hasty] = await Promise.all([
    findRings(store.rows, { communityId, since, least: window.ringOf }),
    findEchoes(store.rows, { communityId, since, least: window.echoOf }),
    findLoud(store.rows, { communityId, since, least: window.loudFrom, share: window.loudShare }),
    findHasty(store.rows, { communityId, since: new Date(now.getTime() - dayMs), least: window.hastyFrom }),
  ]);
  const until = new Date(now.getTime() + 1);
  const of = (memberId: string, kind: FeedKind, what: string, from = since) => {
    return { kind, what, undo: takingBack({ memberId, from, until }) };
  };
  const flags = [
    ...rings.map(({ voterId, there, back, ofVoter }) =>
      of(
        voterId,
        'votes.ring',
        `Two members approve of each other’s answers: one did so ${there} times, which is most of their ${ofVoter} votes, the other ${back} times. This takes back the first one’s.`,
      ),
    ),
    ...echoes.map(({ voterId, there, ofVoter }) =>
      of(
        voterId,
        'votes.echo',
        `One member approves of hardly anything but what one other asked for (${there} of ${ofVoter} times), who did so as well. This takes back the first one’s.`,
      ),
    ),
    ...loud.map(({ memberId, votes, all }) =>
      of(
        memberId,
        'votes.loud',
        `One member cast ${votes} of the last ${all} votes. On no answer does that count for more than their share.`,
      ),
    ),
    ...hasty.map(({ memberId, verdicts }) =>
      of(
        memberId,
        'votes.hasty',
        `One moderator or helper decided on ${verdicts} answers alone within a day.`,
        new Date(now.getTime() - dayMs),
      ),
    ),
  ];
  let count = 0;
  for (const flag of flags) count += (await flagOnce(store, communityId, flag, now)) ? 1 : 0;
  return count;
}

function flagOnce(
  store: Store,
  communityId: string,
  { kind, what, undo }: { kind: FeedKind; what: string; undo: TakeBack },
  now: Date,
): Promise<boolean> {
  return store.write(async (tx) => {
    const lately = { communityId, kind, createdAt: { gt: new Date(now.getTime() - 7 * dayMs) } };
    const known = (await tx.feedItem.findMany({ where: lately, select: { undo: true } })).map((item) =>
      undos.parse(item.undo),
    );
    const isKnown = known.some((other) => 'takeBack' in other && other.takeBack.memberId === undo.takeBack.memberId);
    if (isKnown) return false;
    await record(tx, { communityId, kind, actor: null, what, undo }, now);
    return true;
  });
}

type TakeBack = Extract<Undo, { takeBack: unknown }>;

function takingBack(votes: { memberId?: string; from: Date; until: Date; lighterThan?: number }): TakeBack {
  const { memberId = null, from, until, lighterThan = null } = votes;
  return { takeBack: { memberId, from: from.toISOString(), until: until.toISOString(), lighterThan } };
}
