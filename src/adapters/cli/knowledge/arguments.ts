/** What is written after an option, made into what it means, or refused with what was expected. */
import { InvalidArgumentError } from 'commander';
import type { ColumnName } from '../../../knowledge/index.ts';

export function parseCount(written: string): number {
  const count = Number(written);
  if (!/^\d{1,6}$/.test(written) || count === 0)
    throw new InvalidArgumentError('Expected a whole number from 1 to 999999.');
  return count;
}

const columnNames = [
  'question',
  'answer',
  'key',
  'url',
  'category',
  'holdsFor',
  'verified',
] as const satisfies readonly ColumnName[];

/** `question=Frage`: which column holds what; given several times, for several of them. */
export function parseColumn(
  written: string,
  before: Partial<Record<ColumnName, string>> = {},
): Partial<Record<ColumnName, string>> {
  const [, named = '', column = ''] = /^([^=]*)=(.+)$/s.exec(written) ?? [];
  const which = columnNames.find((name) => name.toLowerCase() === named.trim().toLowerCase().replaceAll('-', ''));
  if (!which)
    throw new InvalidArgumentError(`Expected one of ${columnNames.join(', ')}, then = and the column’s name.`);
  return { ...before, [which]: column };
}
