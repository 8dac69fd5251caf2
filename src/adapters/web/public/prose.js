/** A text on the page, which may still be growing. */
import { parseMarkdown } from './markdown.js';
import { createRender } from './render-markdown.js';

/**
 * @typedef {object} Reading What the text is read with.
 * @property {string[]} unverified what nobody has checked, to be marked wherever it stands
 * @property {(number: number) => Node | undefined} cite the way to a source; undefined where there is no such source
 * @property {number} sources how many it can cite
 * @property {boolean} isGrowing whether more of it is to come
 */

/** @type {Reading} */
export const plainReading = { unverified: [], cite: () => undefined, sources: 0, isGrowing: false };

/**
 * Shows a text that may still be growing. Blocks that are as they were stay in place, so that a selection in them, and
 * the reader's eye, can rest.
 * @param {HTMLElement} home
 */
export function createProse(home) {
  /** @type {{ key: string, node: Node }[]} */
  let shown = [];
  return {
    /** @param {string} text @param {Reading} reading */
    update(text, reading) {
      const blocks = parseMarkdown(reading.isGrowing ? closeLastLine(text) : text);
      const keys = blocks.map(({ raw }) => keyOf(raw, reading));
      let same = 0;
      while (same < shown.length && same < keys.length && shown[same]?.key === keys[same]) same++;
      for (const { node } of shown.slice(same)) node.parentNode?.removeChild(node);
      const render = createRender(reading);
      const added = blocks.slice(same).map((block, index) => ({ key: keys[same + index] ?? '', node: render(block) }));
      home.append(...added.map(({ node }) => node));
      shown = [...shown.slice(0, same), ...added];
    },
  };
}

/** Two blocks that look alike have the same key. @param {string} raw @param {Reading} reading */
function keyOf(raw, { unverified, sources }) {
  return JSON.stringify([raw, raw.includes('[') && sources, unverified.filter((item) => raw.includes(item))]);
}

/** Closes what the last line has opened, so that half-written code is code already. @param {string} text */
function closeLastLine(text) {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  if (line.startsWith('`') || !/\w$/.test(line)) return text;
  if (line.split('`').length % 2 === 0) return `${text}\``;
  return line.split('**').length % 2 === 0 ? `${text}**` : text;
}
