/** INTERACTION_CREATE as the gateway brings it: the same envelope around whatever was done. */
import { InteractionContextType } from 'discord-api-types/v10';
import {
  channelPayload,
  channelPermissions,
  memberPayload,
  messagePayload,
  userPayload,
  type World,
} from '../world/index.ts';
import { componentMessageOf, type Interaction } from './interaction.ts';

export function interactionPayload(world: World, interaction: Interaction, data: object): object {
  const { id, token, channel, cause } = interaction;
  const message = componentMessageOf(interaction);
  return {
    id,
    application_id: world.applicationId,
    type: cause.type,
    token,
    version: 1,
    data,
    channel: { ...channelPayload(world, channel), permissions: permissionsIn(world, interaction, interaction.user.id) },
    channel_id: channel.id,
    ...whoAndWhere(world, interaction),
    ...(message !== undefined && { message: messagePayload(world, message) }),
    app_permissions: permissionsIn(world, interaction, world.bot.id),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': channel.guildId ?? '0' },
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

function whoAndWhere(world: World, interaction: Interaction): object {
  const { user, channel } = interaction;
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(user.id);
  if (guild === undefined || member === undefined) {
    return { context: InteractionContextType.BotDM, user: userPayload(user) };
  }
  return {
    context: InteractionContextType.Guild,
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberPayload(member), permissions: permissionsIn(world, interaction, user.id) },
  };
}

function permissionsIn(world: World, { channel }: Interaction, userId: string): string {
  return String(channelPermissions(world, channel, userId));
}
