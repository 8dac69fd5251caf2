/** Which events a session asked for, and what Discord leaves out of them without the privileged intents. */
import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10';

const all = Object.values(GatewayIntentBits).reduce<number>(
  (sum, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
);

/** A number with a bit that no intent has. */
export function isUnknown(intents: number): boolean {
  return intents < 0 || (intents & ~all) !== 0;
}

export const privileged = {
  members: GatewayIntentBits.GuildMembers,
  presences: GatewayIntentBits.GuildPresences,
  messageContent: GatewayIntentBits.MessageContent,
} as const;

export type Privileged = keyof typeof privileged;

/** The privileged intents that are asked for and not switched on in the developer portal. */
export function disallowed(intents: number, allowed: readonly Privileged[]): Privileged[] {
  const names: Privileged[] = ['members', 'presences', 'messageContent'];
  return names.filter((name) => (intents & privileged[name]) !== 0 && !allowed.includes(name));
}

/** How the application's flags say what is switched on, as for a bot in fewer than a hundred guilds. */
export function flagsOf(allowed: readonly Privileged[]): number {
  return allowed.reduce((flags, name) => flags | flagOf[name], 0);
}

const flagOf = {
  members: ApplicationFlags.GatewayGuildMembersLimited,
  presences: ApplicationFlags.GatewayPresenceLimited,
  messageContent: ApplicationFlags.GatewayMessageContentLimited,
} as const;

/** True where the event needs no intent, or one of those that it needs was asked for. */
export function wants(intents: number, needed: number): boolean {
  return needed === 0 || (intents & needed) !== 0;
}
