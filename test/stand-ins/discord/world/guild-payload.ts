/** Guilds as Discord writes them: one way for REST, and more of it when the gateway introduces one. */
import type { APIGuild, GatewayGuildCreateDispatchData } from 'discord-api-types/v10';
import { type PlacePayload, placePayload, type ThreadPayload, threadPayload } from './channel-payload.ts';
import { memberPayload, rolePayload } from './people-payloads.ts';
import { botSees } from './permissions.ts';
import type { Channel, Guild } from './state.ts';
import type { World } from './world.ts';

export function guildPayload(guild: Guild): APIGuild {
  const payload = {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()].map(rolePayload),
    ...unremarkable,
    system_channel_id: guild.systemChannelId,
  };
  // Safe: its enums are numbers; the reply's validation checks the rest.
  return payload as unknown as APIGuild;
}

export function guildCreatePayload(world: World, guild: Guild): GatewayGuildCreateDispatchData {
  const channels = [...guild.channels.values()];
  return {
    ...guildPayload(guild),
    joined_at: new Date(guild.members.get(world.bot.id)?.joinedAtMs ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [...guild.members.values()].map(memberPayload),
    channels: channels.filter(({ thread }) => thread === undefined).map<PlacePayload>(placePayload),
    threads: channels.flatMap((channel) => activeThread(world, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Threads are told of while they are active, and only those that the bot sees. */
function activeThread(world: World, channel: Channel): ThreadPayload[] {
  const { thread } = channel;
  if (thread === undefined || thread.archived || !botSees(world, channel)) return [];
  return [threadPayload(world, channel, thread)];
}

/** What every guild has and no test asks about. */
const unremarkable = {
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 0,
  default_message_notifications: 1,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: 'en-US',
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
};
