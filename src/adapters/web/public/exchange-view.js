/** One exchange on the page: the question, and under it the answer as it comes about. */
import { element } from './element.js';
import { isSettled } from './exchange.js';
import { icon, seats } from './icons.js';
import { createProse, plainReading } from './prose.js';
import { createSources } from './sources.js';
import { createVotes } from './votes.js';
import { whyFacts } from './why.js';
import { breakOf, bylineOf, labelOf, waitingFor } from './words.js';

/** @import { Answer, Exchange } from './exchange.d.ts' */

/**
 * @typedef {object} ExchangeActions
 * @property {(exchange: Exchange) => void} stop
 * @property {(exchange: Exchange) => void} followUp
 * @property {(exchange: Exchange) => void} sendAgain
 * @property {(exchange: Exchange) => void} askAgain
 * @property {(answer: Answer, value: 1 | -1 | 0) => void} vote
 * @property {(answer: Answer) => void} sayMore
 * @property {(questionId: string) => string | undefined} questionOf the text of a question that is on the page
 */

let made = 0;

/** @param {Exchange} first @param {ExchangeActions} actions */
export function createExchangeView(first, actions) {
  const name = `exchange-${++made}`;
  let exchange = first;
  let shownStatus = '';
  let shownWhy = '';

  const context = element('p', { class: 'context', hidden: true });
  const question = element('h2', { class: 'question', id: name }, exchange.question);
  const status = element('div', { class: 'status-line' });
  const note = element('p', { class: 'note', hidden: true });
  const text = element('div', { class: 'prose answer-text' });
  const remarks = element('div', { class: 'note note-remarks', hidden: true });
  const unverified = element('p', { class: 'note note-unverified', hidden: true });
  const sources = createSources(name);
  const votes = createVotes((value) => exchange.answer && actions.vote(exchange.answer, value));
  const sayMore = button('write', 'Say why', () => exchange.answer && actions.sayMore(exchange.answer));
  const followUp = button('reply', 'Follow up', () => actions.followUp(exchange));
  const why = element('div', { class: 'why', id: `${name}-why`, hidden: true });
  const whyButton = button('chevron', 'Why this answer', () => toggleWhy(why.hidden === true));
  whyButton.setAttribute('aria-controls', why.id);
  const actionRow = element('div', { class: 'actions', hidden: true }, votes.node, sayMore, followUp, whyButton);
  const node = element(
    'article',
    { class: 'exchange', 'aria-labelledby': name },
    context,
    question,
    element('div', { class: 'answer' }, status, note, text, remarks, unverified, sources.node, actionRow, why),
  );
  const prose = createProse(text);
  const remarksProse = createProse(remarks);
  toggleWhy(false);
  update(first);
  return { node, update, exchange: () => exchange };

  /** @param {Exchange} now */
  function update(now) {
    exchange = now;
    const { answer } = now;
    node.dataset.phase = now.phase;
    node.setAttribute('aria-busy', String(!isSettled(now)));
    showContext();
    showStatus();
    showNote(note, breakOf(now));
    sources.update(now.sources);
    prose.update(now.text, {
      unverified: answer?.unverified ?? [],
      cite: sources.cite,
      sources: now.sources.length,
      isGrowing: !isSettled(now),
    });
    showRemarks(answer?.making.remarks ?? []);
    showUnverified(answer?.unverified ?? []);
    actionRow.hidden = answer === null;
    if (!answer) return;
    votes.update(answer.vote);
    sayMore.hidden = answer.vote === 0;
    followUp.hidden = now.questionId === null;
    if (shownWhy !== answer.id) why.replaceChildren(whyFacts(answer));
    shownWhy = answer.id;
  }

  function showContext() {
    const followed = exchange.followsId === null ? undefined : actions.questionOf(exchange.followsId);
    const parts = [];
    if (exchange.followsId !== null) parts.push(followed ? `Following up on “${shortened(followed)}”` : 'Following up');
    if (exchange.role) parts.push(`asked of ${exchange.role}`);
    context.textContent = parts.join(' · ');
    context.hidden = parts.length === 0;
  }

  /** Stands above the text from the first moment to the last, so that nothing jumps when the answer is done. */
  function showStatus() {
    const { phase, answer, refusal, messageId } = exchange;
    const key = JSON.stringify([
      phase,
      messageId,
      waitingFor(exchange),
      answer?.id,
      answer?.label,
      answer?.standing,
      refusal,
    ]);
    if (key === shownStatus) return;
    shownStatus = key;
    status.replaceChildren(...statusParts());
  }

  /** @returns {Node[]} */
  function statusParts() {
    const { phase, answer, refusal, messageId } = exchange;
    if (answer) {
      const { kind, icon: drawing, text: label } = labelOf(answer);
      return [
        element('span', { class: `label label-${kind}` }, icon(drawing), label),
        element('span', { class: 'byline' }, bylineOf(answer)),
      ];
    }
    const again = button('again', 'Ask again', () => actions.askAgain(exchange));
    if (phase === 'refused')
      return [icon('warning'), element('span', { class: 'byline refusal' }, refusal?.sentence ?? ''), again];
    if (phase === 'cancelled') return [icon('stop'), element('span', { class: 'byline' }, 'Stopped.'), again];
    const parts = [seats(), element('span', { class: 'byline' }, waitingFor(exchange))];
    if (phase === 'unsent') parts.push(button('again', 'Send now', () => actions.sendAgain(exchange)));
    else if (messageId !== null && phase !== 'sending') {
      const stop = button('stop', 'Stop', () => actions.stop(exchange));
      stop.title = 'Esc stops it, too';
      parts.push(stop);
    }
    return parts;
  }

  /** What was not read or looked at of what came with the question. @param {string[]} sentences */
  function showRemarks(sentences) {
    remarks.hidden = sentences.length === 0;
    remarksProse.update(sentences.join('\n\n'), plainReading);
  }

  /** @param {string[]} items */
  function showUnverified(items) {
    unverified.hidden = items.length === 0;
    if (items.length === 0) return;
    const codes = items.flatMap((item, index) => [...(index > 0 ? [', '] : []), element('code', {}, item)]);
    unverified.replaceChildren(
      icon('warning'),
      element('span', {}, 'Not found in any source, so check before you use it: ', ...codes),
    );
  }

  /** @param {boolean} isOpen */
  function toggleWhy(isOpen) {
    why.hidden = !isOpen;
    whyButton.setAttribute('aria-expanded', String(isOpen));
  }
}

/** @param {HTMLElement} node @param {string | undefined} sentence */
function showNote(node, sentence) {
  node.hidden = sentence === undefined;
  if (node.textContent !== (sentence ?? '')) node.textContent = sentence ?? '';
}

/** @param {string} drawing @param {string} words @param {EventListener} onclick */
function button(drawing, words, onclick) {
  return element('button', { type: 'button', class: `quiet quiet-${drawing}`, onclick }, icon(drawing), words);
}

/** @param {string} text */
export function shortened(text) {
  return text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text;
}
