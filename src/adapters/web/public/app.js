/** The room: what is known of it, what happens in it, and the parts of the page that show it. */
import { createAnnouncer } from './announcer.js';
import { arrange } from './cards.js';
import { createCommands } from './commands.js';
import { createComposer } from './composer.js';
import { connect } from './connection.js';
import { advance, foldRoom, isSettled, newExchange, withVote } from './exchange.js';
import { createExchangeView } from './exchange-view.js';
import { find } from './find.js';
import { createReadingPlace } from './reading-place.js';
import { postQuestion, putVote, stopQuestion } from './requests.js';
import { createRoomHeader } from './room-header.js';

/** @import { Answer, Exchange, RoomEvent } from './exchange.d.ts' */
/** @import { Wish } from './requests.js' */
/** @typedef {ReturnType<typeof createExchangeView>} ExchangeView */

const list = find('exchanges');
const welcome = find('welcome');
const lost = find('lost');
const header = createRoomHeader();
const announce = createAnnouncer(find('announcer'));
const place = createReadingPlace();
// in index.html it is a form
const composerForm = /** @type {HTMLFormElement} */ (find('composer'));
const commands = createCommands(composerForm, {
  ask: ({ text, role, model, isPrivate }) => ask({ text, role, model, isPrivate }),
  announce,
  changed(isNew) {
    change(exchanges);
    if (isNew) requestAnimationFrame(place.toEnd);
  },
  focusComposer: () => composer.focus(),
});
const composer = createComposer(composerForm, ask); // after the commands: what they take of its keys is not for it
/** By message id, what was wished of a question beside what its exchange tells. @type {Map<string, Wish>} */
const wishes = new Map();

/** @type {Exchange[]} */
let exchanges = [];
/** By message id and by question id, whichever is known. @type {Map<string, ExchangeView>} */
let views = new Map();
let isDrawing = false;

connect({
  path: '/api/events',
  onEvent: receive,
  onLost(isLost) {
    lost.hidden = !isLost;
  },
  isIdle: () => exchanges.every(isSettled),
});

for (const sample of document.querySelectorAll('.sample')) {
  sample.addEventListener('click', () => ask({ text: sample.textContent ?? '' }));
}
document.addEventListener('keydown', (event) => {
  const running = exchanges.findLast(isStoppable);
  if (event.key === 'Escape' && !event.isComposing && running) void stop(running);
});
if (matchMedia('(pointer: fine)').matches) composer.focus(); // a phone would cover half of the page with its keyboard

/** @param {RoomEvent} event */
function receive(event) {
  if (event.type === 'status') return header.showStatus(event.status);
  if (event.type === 'progress') return commands.showProgress(event.runId, event.sentence);
  const isFirst = event.type === 'room' && !document.body.classList.contains('ready');
  change(foldRoom(exchanges, event));
  if (event.type === 'answered' || event.type === 'refused' || event.type === 'queued') announce(event);
  if (event.type !== 'room') return;
  header.showRoom(event.room);
  composer.limit(event.room.questionChars);
  document.body.classList.add('ready');
  if (isFirst && exchanges.length > 0) requestAnimationFrame(place.toEnd);
  for (const exchange of exchanges) if (exchange.phase === 'unsent') void post(exchange);
}

/** @param {Wish & { text: string }} question */
function ask({ text, role, followsId, model, isPrivate }) {
  const messageId = crypto.randomUUID();
  wishes.set(messageId, { model, isPrivate });
  const exchange = newExchange({
    messageId,
    questionId: null,
    question: text,
    role: role ?? null,
    followsId: followsId ?? null,
    askedAt: new Date().toISOString(),
    phase: 'sending',
  });
  change([...exchanges, exchange]);
  draw();
  place.toEnd();
  void post(exchange);
}

/** Sends a question under its own id, so that sending it twice asks it once. @param {Exchange} exchange */
async function post(exchange) {
  const { messageId, question, role, followsId } = exchange;
  if (messageId === null) return;
  const outcome = await postQuestion({
    messageId,
    text: question,
    role: role ?? undefined,
    followsId: followsId ?? undefined,
    ...wishes.get(messageId),
  });
  if (outcome.isOk) return;
  change(
    exchanges.map((one) => {
      if (one.messageId !== messageId || one.questionId !== null) return one;
      if (outcome.isAway) return { ...one, phase: /** @type {const} */ ('unsent') };
      return advance(one, { key: messageId, type: 'refused', sentence: outcome.sentence, isStored: false });
    }),
  );
}

/** @param {Exchange} exchange */
async function stop({ messageId }) {
  if (messageId !== null) await stopQuestion(messageId);
}

/** @param {Answer} answer @param {1 | -1 | 0} value */
async function vote({ id, vote: before }, value) {
  change(exchanges.map((exchange) => withVote(exchange, id, value)));
  const outcome = await putVote(id, value);
  if (outcome.isOk) return announce(value === 0 ? 'Your vote is taken back.' : 'Your vote is kept.');
  change(exchanges.map((exchange) => withVote(exchange, id, before)));
  announce(outcome.sentence);
}

/** @param {Exchange[]} next */
function change(next) {
  exchanges = next;
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(draw); // many pieces of text may arrive within one frame
}

function draw() {
  isDrawing = false;
  place.keep(() => {
    const drawn = exchanges.map((exchange) => ({ exchange, view: viewOf(exchange) }));
    views = new Map(drawn.flatMap(({ exchange, view }) => idsOf(exchange).map((id) => [id, view])));
    for (const { exchange, view } of drawn) view.update(exchange);
    const nodes = inOrder(drawn);
    arrange(list, nodes);
    welcome.hidden = nodes.length > 0;
  });
}

/** The exchanges in their order, and each card before the first that was asked after it. @param {{ exchange: Exchange, view: ExchangeView }[]} drawn */
function inOrder(drawn) {
  const nodes = [];
  let cards = commands.cards();
  for (const { exchange, view } of drawn) {
    const earlier = cards.filter(({ at }) => at < exchange.askedAt);
    cards = cards.slice(earlier.length);
    nodes.push(...earlier.map(({ node }) => node), view.node);
  }
  return [...nodes, ...cards.map(({ node }) => node)];
}

/** @param {Exchange} exchange @returns {ExchangeView} */
function viewOf(exchange) {
  for (const id of idsOf(exchange)) {
    const view = views.get(id);
    if (view) return view;
  }
  return createExchangeView(exchange, {
    stop: (running) => void stop(running),
    followUp: composer.followUp,
    sendAgain: (unsent) => void post(unsent),
    askAgain: ({ question }) => composer.fill(question),
    vote: (answer, value) => void vote(answer, value),
    sayMore: ({ id }) => void commands.openForm('feedback', { answer: id }),
    questionOf: (id) => exchanges.find(({ questionId }) => questionId === id)?.question,
  });
}

/** @param {Exchange} exchange */
function idsOf({ messageId, questionId }) {
  return [messageId, questionId].filter((id) => id !== null);
}

/** @param {Exchange} exchange */
function isStoppable(exchange) {
  return !isSettled(exchange) && exchange.messageId !== null;
}
