/** What may train, of what a community asked and taught: each row with why it may, and what is left out counted by why it may not. */
import { findSecrets } from '../../knowledge/index.ts';
import type { Consent, Store } from '../../store/index.ts';
import { type ExportedQuestion, type Exporting, exportedQuestions, latestPair } from './exported.ts';

export interface TrainingRow {
  id: string;
  question: string;
  answer: string;
  category: string | null;
  at: string;
  /** What was said of it; null where nothing was decided. */
  approved: boolean | null;
  why: string;
}

export const leftOut = {
  unanswered: 'without an answer',
  platform: 'that the rules of its platform keep out of training',
  refused: 'whose author refused',
  unasked: 'whose author did not agree',
  others: 'that may be in the words of somebody else',
  secret: 'with a secret in it',
} as const;

export interface TrainingView {
  rows: TrainingRow[];
  leftOut: Record<keyof typeof leftOut, number>;
}

/** Only what the whole community may be told: what belongs to one room never trains. */
export async function readTrainingView(
  store: Store,
  { communityId, until }: Omit<Exporting, 'roomId'>,
  signal: AbortSignal,
): Promise<TrainingView> {
  const chosen = await store.read.membership.findMany({
    where: { communityId },
    select: { memberId: true, consent: true },
  });
  const consents = new Map(chosen.map(({ memberId, consent }) => [memberId, consent]));
  const view: TrainingView = {
    rows: await taughtRows(store, communityId),
    leftOut: { unanswered: 0, platform: 0, refused: 0, unasked: 0, others: 0, secret: 0 },
  };
  for await (const asked of exportedQuestions(store, { communityId, roomId: null, until }, signal)) {
    const row = judge(asked, consents.get(asked.memberId));
    if (typeof row === 'string') view.leftOut[row] += 1;
    else view.rows.push(row);
  }
  return view;
}

/** The member’s own choice counts as of now: whoever takes their consent back takes it back for what they wrote before. */
function judge(asked: ExportedQuestion, chosen: Consent = 'unasked'): TrainingRow | keyof typeof leftOut {
  const { question, answer } = latestPair(asked);
  if (!answer || asked.state !== 'answered' || asked.manner === 'unknown') return 'unanswered';
  if (!asked.trainable) return 'platform';
  if (asked.consent === 'refused' || chosen === 'refused') return 'refused';
  if (asked.consent !== 'granted' && chosen !== 'granted') return 'unasked';
  if (asked.borrowed.length > 0) return 'others'; // its asker cannot agree for whoever wrote it
  if (findSecrets(question).length + findSecrets(answer.text).length > 0) return 'secret';
  const { standing, category, createdAt } = asked;
  const approved = standing === 'approved' ? true : standing === 'denied' ? false : null;
  const why = 'Its author agreed, its platform allows it, and the whole community may be told of it.';
  return { id: answer.id, question, answer: answer.text, category, at: createdAt, approved, why };
}

async function taughtRows(store: Store, communityId: string): Promise<TrainingRow[]> {
  const taught = await store.read.entry.findMany({
    // What moderators made of a member’s words stays theirs.
    where: {
      communityId,
      kind: 'pair',
      source: { uri: 'taught:' },
      credit: null,
      audienceRoomId: null,
      retiredAt: null,
    },
    select: { id: true, title: true, text: true, category: true, createdAt: true, standing: true },
    orderBy: { id: 'asc' },
  });
  const why = 'Moderators taught it, for all of this community.';
  return taught
    .filter(({ standing }) => standing !== 'denied' && standing !== 'contested')
    .map(({ id, title, text, category, createdAt }) => ({
      ...{ id, question: title, answer: text, category, at: createdAt.toISOString(), approved: true, why },
    }));
}

/** As agents keep their memories, which `knowledge import` reads. */
export function asMemory(rows: readonly TrainingRow[]): string {
  return JSON.stringify(
    {
      conversation_history: rows.map(({ id, question, answer, category, at, why }) => ({
        ...{ id, question, answer, ...(category !== null && { category }), timestamp: at, why },
      })),
      approval_history: rows.flatMap(({ id, approved }) =>
        approved === null ? [] : [{ conversation_id: id, approved }],
      ),
    },
    null,
    2,
  );
}

/** A line for each that was approved or denied: what nobody judged trains nothing. */
export function* asTrainingLines(rows: readonly TrainingRow[]): Generator<string> {
  for (const { id, question, answer, category, approved, why } of rows) {
    if (approved === null) continue;
    const messages = [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ];
    yield `${JSON.stringify({ id, messages, approved, ...(category !== null && { category }), why })}\n`;
  }
}
