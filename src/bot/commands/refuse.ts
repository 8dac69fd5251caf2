/** Refusals that more than one command has, each with its sentence. */
import { Failure } from '../../failure.ts';
import type { Rank } from '../platform.ts';
import { isAtLeast } from '../rank.ts';

export function refuseLower(rank: Rank, permission: Rank, what: string): void {
  if (isAtLeast(rank, permission)) return;
  throw new Failure('not-allowed', 'A command was called by someone who may not use it.', {
    memberText: `${what} is for ${whoMay[permission]}; you are none of them here.`,
  });
}

const whoMay: Record<Rank, string> = {
  everyone: 'everyone',
  helper: 'helpers and moderators',
  moderator: 'moderators',
  manager: 'those who manage this community',
};

/** An option that goes against another one, or against what there is. */
export function badOption(memberText: string): Failure {
  return new Failure('bad-option', 'Options of a command do not go together.', { memberText });
}

export function noSuchRoom(): Failure {
  return new Failure('no-such-room', 'A room was named that is not known.', {
    memberText: 'I do not know this room; I know those that I can read, and where somebody has spoken to me.',
  });
}
