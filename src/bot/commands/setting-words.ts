import { z } from 'zod';
import { countOf, plain, roleLink, roomLink } from '../markdown.ts';
import type { Key } from '../settings/in-force.ts';

/** A setting's value in words. */
export function describeValue(key: Key, value: unknown): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return nothing[key] ?? 'none';
  const list = z.array(z.string()).safeParse(value).data;
  if (key === 'moderatorRoles' || key === 'helperRoles') return (list ?? []).map(roleLink).join(', ');
  if (key === 'marks') return (list ?? []).join(' ');
  if (key === 'moderatorsRoom') return roomLink({ platformId: String(value), name: String(value) });
  if (list) return list.map((each) => plain(each, 200)).join('; ');
  if (key === 'quorum') return countOf(Number(value), 'member');
  if (key === 'retentionDays') return countOf(Number(value), 'day');
  return plain(String(value), 200);
}

const nothing: Partial<Record<Key, string>> = {
  language: 'the question’s own',
  forbidden: 'nothing',
  subject: 'nothing in particular',
};
