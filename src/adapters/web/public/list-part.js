/** A part of the moderators' page that is a list: as much of it as is wanted, a way to more, and a sentence where there is nothing. */
import { createCards } from './cards.js';
import { element } from './element.js';
import { createPart } from './part.js';

/** @import { Card } from './cards.js' */
/** @import { Some } from './readings.d.ts' */

/**
 * @template Item
 * @param {HTMLElement} section
 * @param {object} how
 * @param {(most: number) => string} how.path
 * @param {number} how.first how many at first
 * @param {(item: Item) => string} how.keyOf
 * @param {(item: Item) => Card<Item>} how.create
 * @param {string} how.nothing what is said where there is nothing
 * @param {(total: number) => void} [how.counted]
 * @param {(sentence: string) => void} [how.refused]
 */
export function createListPart(section, { path, first, keyOf, create, nothing, counted = () => {}, refused }) {
  let most = first;
  const list = element('div', { class: 'cards' });
  const none = element('p', { class: 'part-nothing', hidden: true }, nothing);
  const more = element('button', { type: 'button', class: 'quiet more', hidden: true, onclick: showMore }, 'Show more');
  section.querySelector('.part-body')?.append(list, none, more);
  const cards = createCards(list, keyOf, create);
  /** @type {ReturnType<typeof createPart<Some<Item>>>} */
  const part = createPart(section, {
    path: () => path(most),
    show({ items, total }) {
      cards.show(items);
      none.hidden = cards.count() > 0;
      more.hidden = total <= items.length || most >= mostShown;
      counted(total);
    },
    ...(refused && { refused }),
  });
  return part;

  function showMore() {
    most = Math.min(mostShown, most + first * 2);
    void part.read();
  }
}

const mostShown = 200;
