/**
 * Fields of a body that the description does not name. Discord ignores them without a word, so they are a mistake of
 * whoever sent them: a misspelt option, or one of another request.
 */
import type { Description } from './document.ts';

/** What discord.js sends with every message and every thread, also where Discord has no use for it. */
const alwaysSent = new Set(['tts', 'enforce_nonce', 'type']);

/** What an edit keeps is sent back by discord.js with all that it holds of it. */
const sentAsReceived = new Set(['attachments']);

type Json = Record<string, unknown>;

export function unknownKeys(description: Description, schema: unknown, body: unknown): string[][] {
  const { schemas } = description.components;

  /** The schema itself, and all that it refers to or is composed of. */
  function partsOf(part: unknown): Json[] {
    if (!isObject(part)) return [];
    const { $ref, allOf, anyOf, oneOf } = part;
    if (typeof $ref === 'string') return partsOf(schemas[$ref.replace('#/components/schemas/', '')]);
    return [part, ...[allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.flatMap(partsOf) : []))];
  }

  function walk(parts: Json[], value: unknown, path: string[]): string[][] {
    if (Array.isArray(value)) {
      const items = parts.flatMap(({ items }) => partsOf(items));
      return value.flatMap((each, at) => walk(items, each, [...path, String(at)]));
    }
    if (!isObject(value) || parts.some(({ additionalProperties }) => isObject(additionalProperties))) return [];
    // Of a union only those forms are meant that have the value's `type`.
    const meant = parts.filter((part) => fitsType(part, value));
    const properties = meant.flatMap((part) => (isObject(part.properties) ? [part.properties] : []));
    if (properties.length === 0) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const found = properties.filter((each) => key in each);
      if (sentAsReceived.has(key)) return [];
      if (found.length === 0) return alwaysSent.has(key) ? [] : [[...path, key]];
      return walk(
        found.flatMap((each) => partsOf(each[key])),
        inner,
        [...path, key],
      );
    });
  }

  return walk(partsOf(schema), body, []);
}

function fitsType({ properties }: Json, value: Json): boolean {
  const type = isObject(properties) && isObject(properties.type) ? properties.type : {};
  return !Array.isArray(type.enum) || type.enum.includes(value.type);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
