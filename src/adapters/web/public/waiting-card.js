/** Something that waits for moderators: what it is, why it is here, and what can be done about it, in place. */
import { createActing, press } from './act.js';
import { element } from './element.js';
import { icon } from './icons.js';
import { createSaid } from './said.js';
import { timeOf } from './times.js';

/** @import { WaitingItem } from './readings.d.ts' */

let made = 0;

/**
 * @param {WaitingItem} first
 * @param {object} actions
 * @param {(sentence: string) => void} actions.announce
 * @param {() => Promise<unknown>} actions.changed resolves once it is known what waits still
 */
export function createWaitingCard(first, actions) {
  const id = `waiting-${++made}`;
  let item = first;
  /** Whether it was decided on here. */
  let isActed = false;
  /** Whether it waits no more. */
  let isGone = false;
  const head = element('div', { class: 'waiting-head' });
  const question = element('h3', { class: 'waiting-question', id });
  const why = createSaid('waiting-why');
  const text = createSaid('waiting-text');
  const clipped = element('div', { class: 'clipped' }, text.node);
  const unclip = element(
    'button',
    { type: 'button', class: 'quiet unclip', hidden: true, onclick: showAll },
    'Show all',
  );
  const instead = createSaid('waiting-text');
  const insteadBox = element(
    'details',
    { class: 'waiting-instead' },
    element('summary', {}, icon('chevron'), 'In the place of'),
    instead.node,
  );
  const acting = createActing({
    announce: actions.announce,
    changed() {
      isActed = true;
      settle();
      void actions.changed().then(() => {
        if (isGone) return;
        isActed = false; // it was not decided: what was said is why
        acting.warn();
      });
    },
  });
  const body = element('div', { class: 'waiting-body' }, why.node, clipped, unclip, insteadBox);
  const node = element(
    'article',
    { class: 'card waiting', 'aria-labelledby': id, tabindex: '-1' },
    head,
    question,
    body,
    acting.node,
  );
  new ResizeObserver(measure).observe(clipped);
  update(first);
  return { node, update, stays };

  /** @param {WaitingItem} now */
  function update(now) {
    item = now;
    node.dataset.kind = now.kind;
    head.replaceChildren(element('span', { class: `kind kind-${now.kind}` }, now.kindWords), timeOf(now.since));
    question.textContent = now.question;
    why.update(now.why);
    text.update(now.text);
    insteadBox.hidden = now.instead === null;
    instead.update(now.instead ?? '');
    if (isGone) waitAgain();
    if (acting.buttons.childElementCount > 0) return;
    const { approve, edit, drop } = now.words;
    const about = `: ${now.question}`;
    acting.buttons.append(
      press(approve, 'good', () => acting.run('review', { item: now.id, decision: 'approve' }), approve + about),
      press(edit, 'plain', openEdit, edit + about),
      press(drop, 'dangerous', () => acting.run('review', { item: now.id, decision: 'drop' }), drop + about),
    );
  }

  function openEdit() {
    const title = item.words.edit;
    return acting.openForm('review', { item: item.id, decision: 'edit' }, { title, submit: title });
  }

  /** What came of it is left to be read. */
  function stays() {
    isGone = true;
    settle();
    return true;
  }

  function settle() {
    if (!isGone || acting.isBusy()) return;
    if (!isActed) acting.say('Somebody has decided on this meanwhile; “What happened” tells how.', 'done');
    const hadFocus = node.contains(document.activeElement);
    node.classList.add('settled');
    body.hidden = true;
    acting.buttons.hidden = true;
    if (hadFocus) node.focus({ preventScroll: true }); // the button has gone away
  }

  /** What was decided was taken back. */
  function waitAgain() {
    isGone = false;
    isActed = false;
    acting.hush();
    node.classList.remove('settled');
    body.hidden = false;
    acting.buttons.hidden = false;
  }

  function measure() {
    if (!clipped.classList.contains('open')) unclip.hidden = clipped.scrollHeight <= clipped.clientHeight + 1;
  }

  function showAll() {
    clipped.classList.add('open');
    unclip.hidden = true;
  }
}
