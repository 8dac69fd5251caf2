import { PermissionFlagsBits as May, type PermissionsBitField } from 'discord.js';
import type { Rank } from '../../../bot/index.ts';

/**
 * What Discord itself lets a member do in a server. Their permissions in the whole of it are meant (`member.permissions`):
 * whoever moderates one channel does not moderate the community.
 */
export function nativeRank(permissions: Readonly<PermissionsBitField>): Rank {
  if (permissions.has(May.ManageGuild)) return 'manager';
  if (permissions.has(May.ManageMessages)) return 'moderator';
  return 'everyone';
}
