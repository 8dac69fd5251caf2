import type { PhrasingContent } from 'mdast';

/** The words of a line without any marks. */
export function textOf(nodes: readonly PhrasingContent[]): string {
  return nodes.map(wordsOf).join('');
}

function wordsOf(node: PhrasingContent): string {
  if ('children' in node) return textOf(node.children);
  if ('value' in node) return node.value;
  switch (node.type) {
    case 'break':
      return '\n';
    case 'citation':
      return `[${node.number}]`;
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    default:
      return '';
  }
}
