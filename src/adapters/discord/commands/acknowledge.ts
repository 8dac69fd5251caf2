import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Log } from '../../../log.ts';

/**
 * Discord waits three seconds for a sign of life, and takes one. False where it was not ours: another process with
 * the same token was first, or it came too late. Then nothing more is done, so that no command runs twice.
 */
export async function acknowledge(sign: Promise<unknown>, log: Log): Promise<boolean> {
  try {
    await sign;
    return true;
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : undefined;
    if (code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) {
      log.debug('An interaction was left to another process.');
    } else if (code === RESTJSONErrorCodes.UnknownInteraction) {
      log.warn('An interaction could not be acknowledged in time.');
    } else {
      log.warn('An interaction could not be acknowledged.', { reason: reasonOf(error) });
    }
    return false;
  }
}

/** An error's own words: its other fields hold the token of the interaction. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
