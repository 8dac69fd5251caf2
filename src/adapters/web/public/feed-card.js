/** Something that happened: what, whose it was, when, and the way back. */
import { createActing, press } from './act.js';
import { element } from './element.js';
import { createSaid } from './said.js';
import { timeOf } from './times.js';

/** @import { FeedItem } from './readings.d.ts' */

/**
 * @param {FeedItem} first
 * @param {object} actions
 * @param {(sentence: string) => void} actions.announce
 * @param {() => void} actions.changed
 */
export function createFeedCard(first, actions) {
  const what = createSaid('feed-what');
  const by = element('p', { class: 'feed-by' });
  const acting = createActing(actions);
  const node = element(
    'article',
    { class: 'feed-item' },
    element('div', { class: 'feed-words' }, what.node, by),
    acting.node,
  );
  update(first);
  return { node, update };

  /** @param {FeedItem} item */
  function update({ id, kind, at, actor, what: said, state }) {
    node.dataset.topic = kind.slice(0, kind.indexOf('.'));
    node.dataset.kind = kind;
    node.dataset.state = state;
    what.update(said);
    by.replaceChildren(...(actor === null ? [] : [element('span', { class: 'feed-actor' }, actor), ' · ']), timeOf(at));
    if (state === 'undone') by.append(' · ', element('span', { class: 'feed-undone' }, 'taken back'));
    const name = `Take back: ${what.node.textContent}`;
    if (state !== 'undoable') acting.buttons.replaceChildren();
    else if (acting.buttons.childElementCount === 0)
      acting.buttons.append(press('Take back', 'plain', () => acting.run('undo', { item: id }), name));
  }
}
