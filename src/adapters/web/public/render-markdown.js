/** From the tree of markdown.js to elements: each kind of node has its own, and there is none for HTML. */
import { copyButton } from './copy-button.js';
import { element } from './element.js';
import { createMarker } from './mark-unverified.js';

/** @import { Align, Block, Inline } from './markdown.d.ts' */
/** @import { Reading } from './prose.js' */

/** @param {Reading} reading @returns {(block: Block) => Node} */
export function createRender({ unverified, cite }) {
  const mark = createMarker(unverified);
  return renderBlock;

  /** @param {Block} block @returns {Node} */
  function renderBlock(block) {
    switch (block.type) {
      case 'heading': // below the question, which is a heading of the second level
        return element(block.level <= 2 ? 'h3' : 'h4', {}, ...block.inlines.map(renderInline));
      case 'code':
        return renderCode(block);
      case 'list': {
        const items = block.items.map((blocks) => element('li', {}, ...renderItem(blocks)));
        if (!block.isOrdered) return element('ul', {}, ...items);
        return element('ol', { start: block.start === 1 ? undefined : String(block.start) }, ...items);
      }
      case 'quote':
        return element('blockquote', {}, ...block.blocks.map(renderBlock));
      case 'table':
        return renderTable(block);
      case 'rule':
        return element('hr');
      default:
        return element('p', {}, ...block.inlines.map(renderInline));
    }
  }

  /** An item of one paragraph is set tight. @param {Block[]} blocks @returns {Node[]} */
  function renderItem([first, ...rest]) {
    if (!first) return [];
    if (first.type !== 'paragraph' || rest.some(({ type }) => type === 'paragraph'))
      return [first, ...rest].map(renderBlock);
    return [...first.inlines.map(renderInline), ...rest.map(renderBlock)];
  }

  /** @param {Block & { type: 'code' }} block */
  function renderCode({ language, text }) {
    const name = language || 'text';
    const bar = element('div', { class: 'code-bar' }, element('span', {}, name), copyButton(text));
    // a long line scrolls, and what scrolls must be reachable by keyboard
    const code = element(
      'pre',
      { tabindex: '0', role: 'group', 'aria-label': `Code, ${name}` },
      element('code', {}, ...mark(text)),
    );
    return element('div', { class: 'code' }, bar, code);
  }

  /** @param {Block & { type: 'table' }} block */
  function renderTable({ align, head, rows }) {
    /** @param {'th' | 'td'} tag @param {Inline[][]} cells */
    const row = (tag, cells) =>
      element(
        'tr',
        {},
        ...cells.map((cell, column) => element(tag, alignment(align[column] ?? null), ...cell.map(renderInline))),
      );
    const table = element(
      'table',
      {},
      element('thead', {}, row('th', head)),
      element('tbody', {}, ...rows.map((cells) => row('td', cells))),
    );
    return element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' }, table);
  }

  /** @param {Inline} inline @returns {Node} */
  function renderInline(inline) {
    switch (inline.type) {
      case 'text':
        return fragment(mark(inline.text));
      case 'code':
        return element('code', {}, ...mark(inline.text));
      case 'strong':
        return element('strong', {}, ...inline.inlines.map(renderInline));
      case 'emphasis':
        return element('em', {}, ...inline.inlines.map(renderInline));
      case 'strike':
        return element('s', {}, ...inline.inlines.map(renderInline));
      case 'link':
        return link(inline.href, ...inline.inlines.map(renderInline));
      case 'citation':
        return cite(inline.number) ?? document.createTextNode(`[${inline.number}]`);
      default:
        return element('br');
    }
  }
}

/** @param {string} href @param {...Node} children */
export function link(href, ...children) {
  return element('a', { href, title: href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);
}

/** @param {Align} align @returns {Record<string, string>} */
function alignment(align) {
  return align ? { class: `align-${align}` } : {};
}

/** @param {(Node | string)[]} nodes */
function fragment(nodes) {
  const all = document.createDocumentFragment();
  all.append(...nodes);
  return all;
}
