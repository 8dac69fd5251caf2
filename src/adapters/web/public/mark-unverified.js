/** Finds what nobody has checked in a text that is about to be shown, and marks it there. */
import { element } from './element.js';

/**
 * @param {string[]} unverified
 * @returns {(text: string) => (Node | string)[]}
 */
export function createMarker(unverified) {
  if (unverified.length === 0) return (text) => [text];
  const longestFirst = [...unverified].sort((a, b) => b.length - a.length);
  // `--foo` is not part of `--foobar`
  const found = new RegExp(`(?<![\\w-])(?:${longestFirst.map(escaped).join('|')})(?![\\w-])`, 'g');
  return (text) => {
    /** @type {(Node | string)[]} */
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(found)) {
      parts.push(text.slice(from, match.index), marked(match[0]));
      from = match.index + match[0].length;
    }
    return [...parts, text.slice(from)];
  };
}

/** @param {string} text */
function marked(text) {
  return element('mark', { class: 'unverified', title: 'Not found in any source' }, text);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
