/** Drawings that are made of numbers. Their colours are the style sheet's, so that they are those of light and dark. */
import { shape } from './icons.js';

/** @param {string} tag @param {Record<string, string | number>} [attributes] @param {...(Node | string)} children */
export function svg(tag, attributes = {}, ...children) {
  const node = shape(tag, Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, wordOf(value)])));
  node.append(...children);
  return node;
}

/** A tenth of a dot is enough. @param {string | number} value */
function wordOf(value) {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
}

/** @param {number} x @param {number} y @param {string} words @param {'start' | 'middle' | 'end'} anchor @param {string} [name] */
export function label(x, y, words, anchor, name = 'axis-words') {
  return svg('text', { x, y, class: name, 'text-anchor': anchor }, words);
}
