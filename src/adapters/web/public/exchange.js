/** An exchange is a fold over its events. The server and every tab fold by these same functions, so that they agree. */

/** @import { Exchange, ExchangeEvent } from './exchange.d.ts' */

/** @type {typeof import('./exchange.d.ts').newExchange} */
export function newExchange(known) {
  return {
    ...known,
    place: 0,
    route: null,
    sources: [],
    model: null,
    text: '',
    brokeOff: [],
    answer: null,
    refusal: null,
  };
}

/**
 * @param {Exchange} exchange
 * @param {ExchangeEvent} event
 * @returns {Exchange}
 */
export function advance(exchange, event) {
  if (event.type === 'asked') return event.exchange;
  if (isSettled(exchange)) return exchange;
  switch (event.type) {
    case 'admitted':
      return { ...exchange, questionId: event.questionId, phase: 'searching' };
    case 'queued':
      return { ...exchange, phase: 'queued', place: event.place };
    case 'prepared':
      return { ...exchange, phase: 'chosen', route: event.route, sources: event.sources };
    case 'started':
      return { ...exchange, phase: 'starting', model: event.model };
    case 'text':
      return { ...exchange, phase: 'writing', text: exchange.text + event.text };
    case 'restarted':
      return {
        ...exchange,
        phase: 'chosen',
        text: '',
        model: null,
        brokeOff: exchange.model ? [...exchange.brokeOff, exchange.model] : exchange.brokeOff,
      };
    case 'answered': {
      const { answer } = event;
      return {
        ...exchange,
        phase: 'answered',
        answer,
        text: answer.text,
        sources: answer.sources,
        route: answer.route,
      };
    }
    case 'refused':
      return { ...exchange, phase: 'refused', refusal: { sentence: event.sentence, isStored: event.isStored } };
    case 'cancelled':
      return { ...exchange, phase: 'cancelled' };
    default:
      return exchange;
  }
}

/** @type {typeof import('./exchange.d.ts').foldRoom} */
export function foldRoom(exchanges, event) {
  switch (event.type) {
    case 'status':
    case 'progress':
    case 'changed':
      return exchanges;
    case 'voted':
      return exchanges.map((exchange) => withVote(exchange, event.answerId, event.value));
    case 'labelled':
      return exchanges.map((exchange) => withLabel(exchange, event.answerId, event));
    case 'room': {
      const { exchanges: told } = event.room;
      const untold = exchanges.filter(
        (exchange) => isOnlyHere(exchange) && !told.some((one) => isSame(one, exchange.messageId)),
      );
      return [...told, ...untold].sort((a, b) => a.askedAt.localeCompare(b.askedAt));
    }
    default: {
      if (event.type === 'asked' && !exchanges.some((exchange) => isSame(exchange, event.key)))
        return [...exchanges, event.exchange];
      const folded = exchanges.map((exchange) => (isSame(exchange, event.key) ? advance(exchange, event) : exchange));
      if (event.type !== 'admitted') return folded;
      return folded.filter((exchange) => isSame(exchange, event.key) || !isSame(exchange, event.questionId));
    }
  }
}

/** No snapshot tells of it: it has not arrived yet, or nothing was kept of it. @param {Exchange} exchange */
function isOnlyHere({ phase, questionId, refusal }) {
  if (questionId !== null) return false;
  return phase === 'sending' || phase === 'unsent' || refusal?.isStored === false;
}

/** @type {typeof import('./exchange.d.ts').withVote} */
export function withVote(exchange, answerId, value) {
  if (exchange.answer?.id !== answerId) return exchange;
  return { ...exchange, answer: { ...exchange.answer, vote: value } };
}

/** @type {typeof import('./exchange.d.ts').withLabel} */
export function withLabel(exchange, answerId, { label, standing }) {
  if (exchange.answer?.id !== answerId) return exchange;
  return { ...exchange, answer: { ...exchange.answer, label, standing } };
}

/** @type {typeof import('./exchange.d.ts').isSettled} */
export function isSettled({ phase }) {
  return phase === 'answered' || phase === 'refused' || phase === 'cancelled';
}

/** @type {typeof import('./exchange.d.ts').isSame} */
export function isSame(exchange, key) {
  return key !== null && (exchange.messageId === key || exchange.questionId === key);
}
