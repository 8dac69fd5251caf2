import {
  RESTJSONErrorCodes as Code,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
} from 'discord.js';
import { Failure } from '../../../failure.ts';

/** What it means where Discord says no. Its own errors carry what was sent, and are kept out of what is shown. */

export function tokenRefused(cause?: unknown): Failure {
  return new Failure('discord-token-refused', 'Discord refuses the token of the bot: it is wrong, or was reset.', {
    remedy:
      'Copy it anew under https://discord.com/developers/applications (Bot, Reset Token) into QUORUM_DISCORD_TOKEN in .env, and start Quorum again.',
    cause,
  });
}

export function isUnauthorized(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
}

export function isTokenRefused(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'discord-token-refused';
}

/** Why a gateway will not be connected to again as it is. */
export function closedForGood(code: number): Failure {
  if (code === GatewayCloseCodes.AuthenticationFailed) return tokenRefused();
  if (code === GatewayCloseCodes.DisallowedIntents) {
    return new Failure('discord-intent-refused', 'Discord allows the bot fewer intents than it asks for.');
  }
  const name = GatewayCloseCodes[code] ?? 'unknown';
  return new Failure('discord-closed', `Discord ended the connection with code ${code} (${name}).`);
}

/** Codes with which Discord refuses what is written in a place, whatever it is. */
const ofPlaces = new Set<string | number>([
  Code.UnknownChannel,
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.CannotReplyWithoutPermissionToReadMessageHistory,
  Code.ChannelVerificationLevelTooHighForYouToGainAccess,
  Code.InvalidActionOnArchivedThread,
  Code.ThreadLocked,
]);

export function isRefusedThere(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && ofPlaces.has(error.code);
}
