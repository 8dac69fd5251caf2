/** What follows from votes: an answer or a person's reply that members approve of becomes knowledge, one that they do not leaves it. */
import type { Clock } from '../../clock.ts';
import type { Library } from '../../knowledge/index.ts';
import type { Log } from '../../log.ts';
import {
  dueAnswers,
  dueReplies,
  linkQuote,
  markAlike,
  type Rows,
  readVotedAnswer,
  type Store,
  settleAnswer,
  type VotedAnswer,
} from '../../store/index.ts';
import { messageOf } from '../deliver.ts';
import { followUpReply } from '../person-replies/follow-up-reply.ts';
import type { Platform } from '../platform.ts';
import { relabelAtOf } from '../relabel.ts';
import { changeKnowledge } from './change-knowledge.ts';
import { hasTaught } from './has-taught.ts';
import { sayOf, voicedBy } from './say.ts';
import type { StandingRules, Tally } from './standing.ts';
import { flagBurst } from './suspect.ts';

export interface FollowUpParts {
  store: Store;
  clock: Clock;
  log: Log;
  library: Pick<Library, 'search'>;
  rules: Omit<StandingRules, 'quorum'>;
  /** Where a reply's author is asked whether it may be learned; nobody is asked where it is not there. */
  platformOf?: (name: string) => Pick<Platform, 'remark' | 'tellModerators'> | undefined;
  /** Called after something became knowledge. */
  onLearned?: () => void;
  /** Called after answers have been followed up: some may wear another label now. */
  onSettled?: () => void;
}

/** Does what follows from votes: soon after they change, and at the start what a process that died left undone. */
export interface FollowUp {
  /** Votes have changed. */
  nudge(): void;
  /** Resolves once nothing is due any more. */
  settled(): Promise<void>;
}

/** What has not changed what an answer is takes no more than this for many of them at once. */
const mostAtOnce = 50;

export function createFollowUp(parts: FollowUpParts): FollowUp {
  let working: Promise<void> | undefined;
  let isNudged = false;

  async function work(): Promise<void> {
    while (isNudged) {
      isNudged = false;
      const failed = new Set<string>();
      for (;;) {
        const due = (await dueNow(parts.store.rows, mostAtOnce + failed.size)).filter(({ id }) => !failed.has(id));
        if (due.length === 0) break;
        for (const each of due) if (!(await attempt(parts, each))) failed.add(each.id); // it stays due: the next nudge tries again
        parts.onSettled?.();
      }
    }
  }

  function nudge(): void {
    isNudged = true;
    working ??= work()
      .catch((error: unknown) => {
        parts.log.error('What follows from votes waits: the store cannot be read.', { reason: messageOf(error) });
      })
      .finally(() => {
        working = undefined;
        if (isNudged) nudge();
      });
  }

  return {
    nudge,
    async settled() {
      while (working) await working;
    },
  };
}

interface Due {
  of: 'answer' | 'reply';
  id: string;
}

async function dueNow(rows: Rows, most: number): Promise<Due[]> {
  const answers = await dueAnswers(rows, most);
  const replies = await dueReplies(rows, most);
  return [
    ...answers.map((id) => ({ of: 'answer' as const, id })),
    ...replies.map((id) => ({ of: 'reply' as const, id })),
  ];
}

/** False where it is not done yet. */
async function attempt(parts: FollowUpParts, { of, id }: Due): Promise<boolean> {
  try {
    const followed = of === 'answer' ? { isLearned: await followUp(parts, id) } : await followUpReply(parts, id);
    if (followed.isLearned) parts.onLearned?.();
    if (of === 'answer') await flagBurst(parts.store, id, new Date(parts.clock.now()));
    return !('isWaiting' in followed && followed.isWaiting);
  } catch (error) {
    parts.log.error('What follows from votes could not be done.', { [of]: id, reason: messageOf(error) });
    return false;
  }
}

/**
 * Brings knowledge in line with the votes on one answer, in one transaction: it happens once, whole, whoever dies. True where
 * something became knowledge.
 */
async function followUp({ store, clock, library, rules }: FollowUpParts, answerId: string): Promise<boolean> {
  const isDone = await store.writeRows(async (rows) => {
    const answer = await readVotedAnswer(rows, answerId);
    if (!answer) return true; // it was deleted
    const entryId = answer.entry?.id ?? null;
    if (answer.manner === 'quoted') await linkQuote(rows, { id: answer.id, entryId }); // from now on it counts for what it quotes
    const said = await sayOf(rows, answer, rules);
    if (!isStill(answer, said)) return false;
    const { standing, isVerified } = answer;
    const relabelAt = relabelAtOf(answer, { standing, isVerified }, new Date(clock.now()));
    await settleAnswer(rows, { id: answer.id, standing, isVerified, entryId, relabelAt });
    return true;
  });
  if (isDone) return false;
  const voted = await readVotedAnswer(store.rows, answerId);
  const isTaught = voted !== undefined && voted.manner !== 'quoted' && (await hasTaught({ store, library }, voted));
  return store.write(async (tx, rows) => {
    const answer = await readVotedAnswer(rows, answerId);
    if (!answer) return false;
    const said = await sayOf(rows, answer, rules);
    const now = new Date(clock.now());
    const { entryId, isLearned } = await changeKnowledge({ tx, rows, rules, now, isTaught }, answer, said);
    const { id } = answer;
    const judged = { standing: said.standing, isVerified: isVouchedFor(answer, said) };
    await settleAnswer(rows, { id, ...judged, entryId, relabelAt: relabelAtOf(answer, judged, now) });
    await markAlike(rows, voicedBy(answer), { id, ...judged });
    return isLearned;
  });
}

/** Whether it is verified now; what was taught as verified stays so, and what a person wrote in the place of a draft. */
function isVouchedFor({ manner, entry, isVerified }: VotedAnswer, said: Tally): boolean {
  if (manner !== 'quoted') return said.isVerified;
  if (!entry) return isVerified;
  return said.isVerified || (entry.madeFromId === null && entry.verified);
}

/** Whether nothing follows: it stands as it stood, and so does what it is known as. */
function isStill(answer: VotedAnswer, said: Tally): boolean {
  const { id, standing, entry } = answer;
  if (standing !== said.standing || answer.isVerified !== isVouchedFor(answer, said)) return false;
  if (!entry) return standing !== 'approved';
  const isTaught = entry.madeFromId === null;
  const isOnly = isTaught || (entry.madeFromId === id && entry.answers === 1);
  const verified = said.isVerified || (isTaught && entry.verified); // what was taught as verified stays so
  return isOnly && !entry.isLeftBehind && entry.standing === said.standing && entry.verified === verified;
}
