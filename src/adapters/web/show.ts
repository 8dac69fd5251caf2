/** What Quorum knows, as the page is told it. */
import type { RecordedAnswer, Remembered, RememberedAnswer, Reply } from '../../bot/index.ts';
import { type Answer, type Exchange, newExchange, type Route, type Source } from './public/exchange.js';

type Preparation = Parameters<Reply['prepared']>[0];

export function showAnswer(answer: RecordedAnswer | RememberedAnswer): Answer {
  const { id, manner, label, standing = 'open', text, unverified, confidence, writer, making } = answer;
  return {
    id,
    manner,
    label,
    standing,
    text,
    unverified,
    confidence,
    writer,
    making,
    sources: showSources(answer.sources),
    route: answer.route && showRoute(answer.route),
    vote: 'vote' in answer ? answer.vote : 0,
  };
}

export function showSources(passages: Preparation['passages']): Source[] {
  return passages.map(({ title, text, url, verified, standing }) => ({ title, text, url, verified, standing }));
}

export function showRoute({ role, why, odds }: Preparation['route']): Route {
  return { role, why, odds };
}

/** A question out of the store, as it would have been left by the events that led to it. */
export function showRemembered(remembered: Remembered): Exchange {
  const { questionId, question, followsId, askedAt, state, stateReason, answer } = remembered;
  const known = { messageId: null, questionId, question, role: null, followsId, askedAt: askedAt.toISOString() };
  if (answer) {
    const shown = showAnswer(answer);
    const { text, sources, route } = shown;
    return { ...newExchange({ ...known, phase: 'answered' }), answer: shown, text, sources, route };
  }
  if (state === 'waiting' || state === 'answering') return newExchange({ ...known, phase: 'left' });
  if (state === 'cancelled') return newExchange({ ...known, phase: 'cancelled' });
  const sentence = sentences[stateReason ?? ''] ?? 'This question was not answered. You can ask it again.';
  return { ...newExchange({ ...known, phase: 'refused' }), refusal: { sentence, isStored: true } };
}

/** What the store keeps of a refusal is its code. */
const sentences: Record<string, string> = {
  'too-many': 'This question came while there were too many others. You can ask it again.',
  paused: 'This question came while I was paused.',
  'room-off': 'This question came while I was switched off in this room.',
  'cut-off': 'Something broke while I was answering. Please ask again.',
  'instance-died': 'I was stopped while I was answering, and it is too late to go on. Please ask again.',
};
