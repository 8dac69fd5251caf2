/** What can go wrong between us and a host, before either protocol has a say. */
import { shownAddress } from './address.ts';
import { ModelFailure } from './model-failure.ts';
import type { Phase } from './time-limits.ts';

export interface Address {
  url: string;
  /** What the operator can do when nothing answers. */
  whenUnreachable: string;
}

export function unreachable({ url, whenUnreachable }: Address, why: string, cause?: unknown): ModelFailure {
  return new ModelFailure('unreachable', `Nothing answers at ${shownAddress(url)} (${why}).`, {
    remedy: whenUnreachable,
    cause,
  });
}

export function tooSlow(address: Address, phase: Phase, afterMs: number): ModelFailure {
  // A connection that does not come about is a host that is not there, however patiently it is waited for.
  if (phase === 'connection') return unreachable(address, `no connection within ${afterMs / 1000} s`);
  const missed = phase === 'end' ? 'did not finish' : `sent no ${phase}`;
  return new ModelFailure('too-slow', `${shownAddress(address.url)} ${missed} within ${afterMs / 1000} s.`, {
    remedy: 'Use a smaller model, or raise the time limits of this host.',
    memberText: 'The model took too long to answer.',
  });
}

export function tooLong({ url }: Address, maxBytes: number): ModelFailure {
  return new ModelFailure('broken', `${shownAddress(url)} sent more than ${maxBytes} bytes.`);
}

export function cutOff({ url }: Address, cause?: unknown): ModelFailure {
  return new ModelFailure('cut-off', `${shownAddress(url)} closed the connection before its answer was whole.`, {
    remedy: 'Look at that host’s own log for why it stopped.',
    cause,
  });
}

/** Redirects are not followed: a key that is meant for one address must not end up at another. */
export function redirected({ url }: Address, target: string | undefined): ModelFailure {
  const shown = target && URL.canParse(target, url) ? shownAddress(new URL(target, url).href) : 'another address';
  return new ModelFailure('broken', `${shownAddress(url)} redirects to ${shown}, which is not followed.`, {
    remedy: 'Put the address that answers itself into the configuration.',
  });
}

/** Node’s own word for what happened, such as ECONNREFUSED. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && error.message ? error.message : 'no reason given';
}
