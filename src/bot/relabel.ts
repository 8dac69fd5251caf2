/** What the messages of an answer say of how it stands, brought in line a little after that has changed. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import {
  nextRelabel,
  noteRelabelled,
  putOffRelabel,
  type QuestionState,
  type Relabel,
  readJudged,
  type Store,
  type VotedAnswer,
} from '../store/index.ts';
import { messageOf } from './deliver.ts';
import type { Platform } from './platform.ts';
import { storedAnswer } from './show-again.ts';
import { resumable, toResumable } from './stored-question.ts';
import { lookOf, type MadeAndJudged } from './worn-label.ts';

/** So long votes may come and go before a message is changed: nobody shall see it flicker, and no platform be asked for it. */
const settleMs = 5_000;
/** Until it is tried again, where a platform cannot do it just now. */
const retryMs = 60_000;

const shown: ReadonlySet<QuestionState> = new Set(['answered', 'delivering']);

/** When the messages of an answer that stands so from now on are to be changed; null where they say it already. */
export function relabelAtOf(
  { label, shownAs, relabelAt }: Pick<VotedAnswer, 'label' | 'shownAs' | 'relabelAt'>,
  judged: Omit<MadeAndJudged, 'label'>,
  now: Date,
): Date | null {
  if (lookOf({ label, ...judged }) === (shownAs ?? label)) return null;
  return relabelAt ?? new Date(now.getTime() + settleMs); // who keeps changing it does not keep it from being told
}

export interface RelabelParts {
  store: Store;
  clock: Clock;
  log: Log;
  /** The platforms that this process serves. */
  platforms: ReadonlyMap<string, Platform>;
}

export interface Relabelling {
  /** Something may be due, now or soon. */
  nudge(): void;
  /** Ends it; what is due stays due. */
  close(): Promise<void>;
}

export function createRelabelling(parts: RelabelParts): Relabelling {
  const { store, clock, log, platforms } = parts;
  const closing = new AbortController();
  let working: Promise<void> | undefined;
  let isNudged = false;
  let wake = new AbortController();

  async function work(): Promise<void> {
    while (!closing.signal.aborted) {
      isNudged = false;
      const next = await nextRelabel(store.rows, [...platforms.keys()]);
      if (!next) return;
      const waitMs = next.at.getTime() - clock.now();
      if (waitMs <= 0) await attempt(parts, next);
      else if (!isNudged) {
        wake = new AbortController();
        const woken = AbortSignal.any([wake.signal, closing.signal]);
        await clock.wait(waitMs, woken).catch(() => {}); // something may be due sooner by now
      }
    }
  }

  function nudge(): void {
    isNudged = true;
    wake.abort();
    if (closing.signal.aborted) return;
    working ??= work()
      .catch((error: unknown) => {
        if (!closing.signal.aborted)
          log.error('What answers wear cannot be shown just now.', { reason: messageOf(error) });
      })
      .finally(() => {
        working = undefined;
        if (isNudged) nudge();
      });
  }

  return {
    nudge,
    async close() {
      closing.abort();
      await working;
    },
  };
}

async function attempt(parts: RelabelParts, { answerId, questionId }: Relabel): Promise<void> {
  const { store, clock, log, platforms } = parts;
  const later = (ms: number) => new Date(clock.now() + ms);
  try {
    const judged = await readJudged(store.rows, answerId);
    if (!judged) return; // it was deleted
    const row = await store.read.question.findUnique({ where: { id: questionId }, include: resumable });
    const question = row && toResumable(row);
    // What an edit has replaced, or nobody sees, has no message to change.
    if (question?.answerId === answerId && shown.has(question.state)) {
      const answer = await storedAnswer(parts, question);
      if (answer) await platforms.get(question.platform)?.relabel?.(question, answer);
    }
    await store.writeRows(async (rows) => {
      const now = await readJudged(rows, answerId);
      if (!now) return;
      const shownAs = lookOf(judged);
      const relabelAt = lookOf(now) === shownAs ? null : later(settleMs); // it has changed meanwhile
      await noteRelabelled(rows, { id: answerId, shownAs, relabelAt });
    });
  } catch (error) {
    log.debug('A message cannot be told how its answer stands just now.', {
      answer: answerId,
      reason: messageOf(error),
    });
    await store.writeRows((rows) => putOffRelabel(rows, answerId, later(retryMs)));
  }
}
