/** Things that come and go while they are looked at: each has its card, which stays the same element as long as it is there. */

/** @import { Some } from './readings.d.ts' */

/**
 * @template Item
 * @typedef {object} Card
 * @property {HTMLElement} node
 * @property {(item: Item) => void} update
 * @property {() => boolean} [stays] it is told of no more; whether it stays all the same, because something is to be read or finished there
 */

/**
 * @template Item
 * @param {HTMLElement} home
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => Card<Item>} create
 */
export function createCards(home, keyOf, create) {
  /** In their order. @type {Map<string, Card<Item>>} */
  let cards = new Map();

  return {
    /** @param {readonly Item[]} items */
    show(items) {
      const told = new Map(items.map((item) => [keyOf(item), item]));
      const keys = [...told.keys()];
      for (const [key, before] of leaving(told))
        keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
      cards = new Map(keys.map((key) => [key, cardOf(key, told.get(key))]));
      arrange(
        home,
        [...cards.values()].map(({ node }) => node),
      );
    },
    count: () => cards.size,
  };

  /** Those that stay though nothing is told of them, each with the one that stands before it. @param {Map<string, Item>} told */
  function leaving(told) {
    /** @type {[key: string, before: string | undefined][]} */
    const found = [];
    /** @type {string | undefined} */
    let before;
    for (const [key, card] of cards) {
      if (told.has(key)) before = key;
      else if (card.stays?.()) {
        found.push([key, before]);
        before = key;
      }
    }
    return found;
  }

  /** @param {string} key @param {Item | undefined} item @returns {Card<Item>} */
  function cardOf(key, item) {
    const known = cards.get(key);
    if (known && item !== undefined) known.update(item);
    if (known) return known;
    if (item === undefined) throw new Error('A card was to be shown of which nothing is known.');
    return create(item);
  }
}

/** Moves only what is out of place: an element that is moved loses its focus. @param {HTMLElement} home @param {readonly HTMLElement[]} nodes */
export function arrange(home, nodes) {
  nodes.forEach((node, index) => {
    if (home.children[index] !== node) home.insertBefore(node, home.children[index] ?? null);
  });
  while (home.children.length > nodes.length) home.lastElementChild?.remove();
}
