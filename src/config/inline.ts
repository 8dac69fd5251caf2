import { stringify } from 'yaml';

/** A value on one line, as it may stand after "name: " in the settings file. */
export function inline(value: unknown): string {
  if (typeof value === 'string' && /[\r\n]/.test(value)) return JSON.stringify(value);
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
