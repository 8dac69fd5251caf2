import type { z } from 'zod';

type Node = z.core.JSONSchema.BaseSchema;

/** The words for what a setting may be: `a whole number from 0 to 65535`. */
export function describeLimits(node: Node): string {
  if (typeof node.expected === 'string') return node.expected;
  if (node.enum) return `one of ${node.enum.join(', ')}`;
  switch (node.type) {
    case 'integer':
      return `a whole number ${range(node)}`;
    case 'number':
      return `a number ${range(node)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${node.minItems ? ' of at least one' : ''}${eachOf(node)}`;
    case 'object':
      return 'a mapping';
    default:
      return `text of ${node.minLength ? `${node.minLength} to` : 'at most'} ${node.maxLength} characters`;
  }
}

function range(node: Node): string {
  if (node.exclusiveMinimum !== undefined) return `above ${node.exclusiveMinimum}, at most ${node.maximum}`;
  return `from ${node.minimum} to ${node.maximum}`;
}

function eachOf(node: Node): string {
  const { items } = node;
  return typeof items === 'object' && !Array.isArray(items) ? `, each ${describeLimits(items)}` : '';
}
