/** A text as it is read out: its words without its marks. */
import { parseMarkdown } from './markdown.js';

/** @import { Block, Inline } from './markdown.d.ts' */

/** @param {string} text */
export function spoken(text) {
  return parseMarkdown(text).map(ofBlock).join(' ');
}

/** @param {Block} block @returns {string} */
function ofBlock(block) {
  switch (block.type) {
    case 'code':
      return `Code: ${block.text}.`;
    case 'list':
      return block.items.map((item) => item.map(ofBlock).join(' ')).join('; ');
    case 'quote':
      return block.blocks.map(ofBlock).join(' ');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(ofInlines).join(', ')).join('; ');
    case 'rule':
      return '';
    default:
      return ofInlines(block.inlines);
  }
}

/** @param {Inline[]} inlines @returns {string} */
function ofInlines(inlines) {
  return inlines
    .map((inline) => {
      if ('inlines' in inline) return ofInlines(inline.inlines);
      if (inline.type === 'citation') return `(source ${inline.number})`;
      return 'text' in inline ? inline.text : ' ';
    })
    .join('');
}
