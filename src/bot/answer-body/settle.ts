import type { BlockContent, List, PhrasingContent, RootContent, Table, Text } from 'mdast';
import { cutCitations } from './citations.ts';
import { withoutHidden } from './hidden.ts';
import { safeAddress } from './safe-address.ts';
import { textOf } from './text-of.ts';
import { createUnverifiedFinder, type UnverifiedFinder } from './unverified.ts';

/** Lists and quotes within each other, and marks within each other; what is deeper is lifted up to there. */
const deepest = 8;

export interface Settling {
  sources: number;
  unverified: UnverifiedFinder;
}

/**
 * A parsed tree made into one that any platform may show: without positions, HTML or addresses that lead elsewhere than
 * to the web or a mailbox, no deeper than people read; with citations and unverified things marked.
 */
export function settleBlocks(nodes: readonly RootContent[], settling: Settling, depth = 0): BlockContent[] {
  return nodes.flatMap((node): BlockContent[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ type: 'paragraph', children: settlePhrases(node.children, settling) }];
      case 'heading':
        return [{ type: 'heading', depth: node.depth, children: settlePhrases(node.children, settling) }];
      case 'blockquote': {
        const children = settleBlocks(node.children, settling, depth + 1);
        return depth < deepest ? [{ type: 'blockquote', children }] : children;
      }
      case 'list':
        return settleList(node, settling, depth);
      case 'table':
        return [settleTable(node, settling)];
      case 'code': {
        // commands that go on over several lines are listed as one
        const items = settling.unverified.within(node.value.replace(/\\\n\s*/g, ' '));
        return [{ type: 'code', lang: node.lang ?? null, value: node.value, ...marked(items) }];
      }
      case 'html':
        return [{ type: 'paragraph', children: settleText(node.value, settling) }];
      case 'thematicBreak':
        return [{ type: 'thematicBreak' }];
      default:
        return [];
    }
  });
}

function settleList({ ordered, start, children }: List, settling: Settling, depth: number): BlockContent[] {
  const items = children.map((item) => ({
    type: 'listItem' as const,
    checked: item.checked ?? null,
    children: settleBlocks(item.children, settling, depth + 1),
  }));
  if (depth >= deepest) return items.flatMap((item) => item.children);
  return [{ type: 'list', ordered: ordered ?? false, start: start ?? null, children: items }];
}

function settleTable({ align, children }: Table, settling: Settling): Table {
  const rows = children.map((row) => ({
    type: 'tableRow' as const,
    children: row.children.map((cell) => ({
      type: 'tableCell' as const,
      children: settlePhrases(cell.children, settling),
    })),
  }));
  return { type: 'table', align: align ?? [], children: rows };
}

function settlePhrases(nodes: readonly PhrasingContent[], settling: Settling, depth = 0): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    switch (node.type) {
      case 'text':
      case 'html':
        return settleText(node.value, settling);
      case 'inlineCode': {
        const value = node.value.replaceAll('\n', ' ');
        return [{ type: 'inlineCode', value, ...marked(settling.unverified.within(value)) }];
      }
      case 'emphasis':
      case 'strong':
      case 'delete': {
        const children = settlePhrases(node.children, settling, depth + 1);
        return depth < deepest ? [{ type: node.type, children }] : children;
      }
      case 'link':
        return settleLink(node.url, node.children, settling, depth);
      case 'image': {
        const alt = withoutHidden(node.alt ?? '');
        const address = safeAddress(node.url);
        return address ? [{ type: 'image', url: address, alt }] : unlinked([{ type: 'text', value: alt }], node.url);
      }
      case 'break':
        return [{ type: 'break' }];
      default:
        return [];
    }
  });
}

function settleLink(url: string, label: PhrasingContent[], settling: Settling, depth: number): PhrasingContent[] {
  const address = safeAddress(url);
  if (!address) return unlinked(settlePhrases(label, settling, depth), url);
  // a link holds no other link, and is marked as a whole
  const children = settlePhrases(label, nothingToFind, depth);
  const items = settling.unverified.isLinked(url) ? [url] : settling.unverified.within(textOf(children));
  return [{ type: 'link', url: address, children, ...marked(items) }];
}

const nothingToFind: Settling = { sources: 0, unverified: createUnverifiedFinder([]) };

/** What a link said, and where it would have led unless that is a place within the text it was taken from. */
function unlinked(label: PhrasingContent[], url: string): PhrasingContent[] {
  const leadsAway = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url);
  const shown = textOf(label);
  if (shown === '') return url === '' ? [] : [{ type: 'text', value: withoutHidden(url) }];
  return leadsAway && shown !== url ? [...label, { type: 'text', value: ` (${withoutHidden(url)})` }] : label;
}

function settleText(value: string, { sources, unverified }: Settling): PhrasingContent[] {
  return cutCitations(withoutHidden(value), sources).flatMap((piece): PhrasingContent[] =>
    typeof piece === 'number' ? [{ type: 'citation', number: piece }] : markText(piece, unverified),
  );
}

function markText(value: string, unverified: UnverifiedFinder): Text[] {
  return unverified
    .cut(value)
    .map(({ text, isUnverified }) => ({ type: 'text', value: text, ...marked(isUnverified ? [text] : []) }));
}

function marked(unverified: string[]) {
  return unverified.length > 0 && { data: { unverified } };
}
