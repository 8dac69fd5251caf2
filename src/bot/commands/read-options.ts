import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { countOf, plain } from '../markdown.ts';
import type { Command } from './command.ts';
import type { OptionDescription } from './option-description.ts';
import { describeOptions } from './options.ts';

/** What was given to a command, as its handler takes it; or a sentence for each mistake: what, where, and what was expected. */
export function readOptions(command: Command, raw: unknown): z.output<Command['options']> {
  const parsed = command.options.strict().safeParse(raw);
  if (parsed.success) return parsed.data;
  const described = describeOptions(command);
  const told = parsed.error.issues.map((issue) => explainIssue(issue, command.name, described, raw));
  // What was given is the member's, and stays out of logs.
  const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Failure('bad-option', `The options of ${command.name} are not as expected: ${where || 'too many'}.`, {
    memberText: [...new Set(told)].join('\n'),
  });
}

function explainIssue(
  issue: z.core.$ZodIssue,
  command: string,
  options: readonly OptionDescription[],
  raw: unknown,
): string {
  const names = options.map(({ name }) => `\`${name}\``).join(', ');
  if (issue.code === 'unrecognized_keys') {
    const strange = issue.keys.map((key) => `“${plain(key, 40)}”`).join(', ');
    return `\`/${command}\` has no option ${strange}; ${names === '' ? 'it has none' : `it has ${names}`}.`;
  }
  const option = options.find(({ name }) => name === issue.path[0]);
  if (!option) return `\`/${command}\` takes ${names === '' ? 'no options' : `the options ${names}`}.`;
  const given = z.record(z.string(), z.unknown()).safeParse(raw).data?.[option.name];
  const expected = option.kind === 'text' && issue.code === 'custom' ? issue.message : `expected ${expectedOf(option)}`;
  return `\`${option.name}\` ${foundIn(given)}; ${expected}.`;
}

function foundIn(given: unknown): string {
  if (given === undefined) return 'is missing';
  if (typeof given === 'string') {
    const length = [...given].length;
    if (given.trim() === '') return 'is empty';
    return length > 60 ? `has ${countOf(length, 'character')}` : `is “${plain(given, 60)}”`;
  }
  if (typeof given === 'number' || typeof given === 'boolean') return `is ${given}`;
  if (typeof given === 'object' && given !== null && 'bytes' in given && given.bytes instanceof Uint8Array)
    return `has ${megabytes(given.bytes.byteLength)}`;
  return 'is something else';
}

/** What an option takes, to be read after “expected”. */
function expectedOf({ kind, choices = [], min, max }: OptionDescription): string {
  switch (kind) {
    case 'text':
      return max === undefined ? 'a text' : `a text of ${min ? `${min} to` : 'at most'} ${countOf(max, 'character')}`;
    case 'integer':
      return `a whole number${between(min, max)}`;
    case 'number':
      return `a number${between(min, max)}`;
    case 'boolean':
      return 'yes or no';
    case 'choice':
      return `one of ${choices.join(', ')}`;
    case 'file':
      return max === undefined ? 'a file' : `a file of at most ${megabytes(max)}`;
    case 'room':
      return 'a room of this community';
    case 'role':
      return 'a role of this community';
  }
}

function between(min: number | undefined, max: number | undefined): string {
  const from = min === undefined || min === Number.MIN_SAFE_INTEGER ? '' : ` from ${min}`;
  const to = max === undefined || max === Number.MAX_SAFE_INTEGER ? '' : ` ${from ? '' : 'up '}to ${max}`;
  return from + to;
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? countOf(bytes, 'byte') : `${(bytes / 1e6).toFixed(bytes % 1e6 === 0 ? 0 : 1)} MB`;
}

/** What somebody wrote where everything is written, made into what the option takes; what cannot be is left for `readOptions` to explain. */
export function readWritten({ kind }: Pick<OptionDescription, 'kind'>, written: string): unknown {
  if (kind === 'integer' || kind === 'number')
    return /^-?\d{1,15}(\.\d{1,15})?$/.test(written.trim()) ? Number(written) : written;
  if (kind === 'boolean') return booleans.get(written.trim().toLowerCase()) ?? written;
  return written;
}

const booleans = new Map([
  ...['yes', 'true', 'on', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'off', '0'].map((word) => [word, false] as const),
]);
