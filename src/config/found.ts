import { isMapping } from './path.ts';

/** The words for what was found in the place of a setting. */
export function describeFound(value: unknown, secret: boolean): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isMapping(value)) return 'a mapping';
  if (secret) return typeof value === 'string' ? `a value of ${value.length} characters` : `a ${typeof value}`;
  return typeof value === 'string' ? quote(value) : String(value);
}

/** What was found where a whole section belongs: never the value, since the section may hold secrets. */
export function describeFoundKind(value: unknown): string {
  return typeof value === 'string' ? 'text' : describeFound(value, true);
}

function quote(text: string): string {
  if (text.length > 80) return `text of ${text.length} characters`;
  return JSON.stringify(withoutCredentials(text));
}

/** Addresses carry passwords before their "@" and in their "?…". */
function withoutCredentials(text: string): string {
  return text.replace(/^(\w+:\/\/)?.*@/s, '$1…@').replace(/\?.+/s, '?…');
}
