import type { Bot, IncomingQuestion, Reply, StoredQuestion } from '../../bot/index.ts';
import type { Log } from '../../log.ts';
import type { Hub } from './hub.ts';
import { type ExchangeEvent, newExchange } from './public/exchange.js';
import { showAnswer, showRoute, showSources } from './show.ts';

/** Puts a question to Quorum and lets the hub tell how it goes; returns at once. */
export function askInBackground(
  { bot, hub, log }: { bot: Pick<Bot, 'ask'>; hub: Hub; log: Log },
  question: IncomingQuestion,
  askedAt: Date,
): void {
  const { messageId: key, memberId, text, followsId = null, wish } = question;
  const stopping = new AbortController();
  const exchange = newExchange({
    messageId: key,
    questionId: null,
    question: text,
    role: wish?.role ?? null,
    followsId,
    askedAt: askedAt.toISOString(),
    phase: 'searching',
  });
  hub.open(key, { exchange, memberId, stop: () => stopping.abort(new Error('The member stopped it.')) });
  bot.ask(question, createReply(hub, key), stopping.signal).then(
    (outcome) => {
      if (outcome.state === 'repeated') hub.publish({ key, type: 'admitted', questionId: outcome.questionId });
      if (outcome.state === 'repeated' || outcome.state === 'taken') hub.drop(key);
    },
    (error: unknown) => {
      log.error('A question failed.', { reason: error instanceof Error ? error.message : String(error) });
      hub.publish({
        key,
        type: 'refused',
        sentence: 'Something broke while I was answering. Please ask again.',
        isStored: false,
      });
    },
  );
}

/** Where a question that an earlier process left behind is shown: in the tabs that have it before them. */
export function createReopen(hub: Hub): (question: StoredQuestion) => Reply {
  return ({ id, text, followsId, askedAt }) => {
    const known = {
      messageId: null,
      questionId: id,
      question: text,
      role: null,
      followsId,
      askedAt: askedAt.toISOString(),
    };
    hub.open(id, { exchange: newExchange({ ...known, phase: 'searching' }), memberId: undefined, stop() {} });
    return createReply(hub, id);
  };
}

function createReply(hub: Hub, key: string): Reply {
  const publish = (event: ExchangeEvent) => hub.publish(event);
  return {
    admitted: (questionId) => publish({ key, type: 'admitted', questionId }),
    queued: (place) => publish({ key, type: 'queued', place }),
    prepared: ({ route, passages }) =>
      publish({ key, type: 'prepared', route: showRoute(route), sources: showSources(passages) }),
    started: (_host, model) => publish({ key, type: 'started', model }),
    text: (text) => publish({ key, type: 'text', text }),
    restarted: () => publish({ key, type: 'restarted' }),
    answered: async (answer) => publish({ key, type: 'answered', answer: showAnswer(answer) }),
    cancelled: async () => publish({ key, type: 'cancelled' }),
    refused: async ({ code, sentence }) => publish({ key, type: 'refused', sentence, isStored: !unstored.has(code) }),
  };
}

/** Refusals of which the store keeps nothing. */
const unstored: ReadonlySet<string> = new Set(['empty', 'too-long', 'not-saved']);
