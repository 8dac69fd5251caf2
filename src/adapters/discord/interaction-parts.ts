import type { Client, Guild, Interaction } from 'discord.js';
import type { Bot, Commands, IncomingRoom } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { InteractionParts, NoPlace, Place } from './commands/index.ts';
import { communityOf, directRoom, placeOf, platform } from './connection/index.ts';
import { renderText } from './look.ts';
import { type DmParts, dmPlace, strangerText, whichCommunity } from './messages/dm-place.ts';
import type { Ear } from './messages/ear.ts';
import { readFiles } from './messages/read-files.ts';
import type { Replies } from './messages/replies.ts';
import { createDirectSurface } from './reply/direct-surface.ts';

export interface GivenParts {
  client: Client;
  bot: Bot;
  commands: Commands;
  replies: Replies;
  dm: DmParts;
  ear: Pick<Ear, 'hear'>;
  commandIds: ReadonlyMap<string, string>;
  clock: Clock;
  log: Log;
  mayTrainOnMessages: boolean;
  signal: AbortSignal;
}

/** A channel that Quorum may not view: then what is asked there is told there alone. */
function unseen(platformId: string): IncomingRoom {
  return { platformId, kind: 'channel', name: 'a channel', open: false };
}

/** What commands, buttons and menus are given of the rest of Discord. */
export function interactionParts(given: GivenParts): InteractionParts {
  const { client, bot, replies, dm, ear } = given;

  async function known(place: Parameters<Bot['findPlace']>[0]): Promise<Place> {
    const { communityId, roomId } = await bot.findPlace(place);
    return { community: { ...place.community, id: communityId }, room: { ...place.room, id: roomId } };
  }

  async function placeOfInteraction(interaction: Interaction): Promise<Place | NoPlace> {
    const { channel, user } = interaction;
    if (channel && !channel.isDMBased()) return known(placeOf(channel));
    const guild = client.guilds.cache.get(interaction.guildId ?? '');
    if (guild && interaction.channelId !== null)
      return known({ community: communityOf(guild), room: unseen(interaction.channelId) }); // a command works there all the same
    if (interaction.guildId !== null || channel === null) return { sentence: 'I cannot see where this was called.' };
    const found = await dmPlace(dm, user.id, channel.id);
    if (found.state === 'found') return known(found.place);
    if (found.state === 'stranger') return { sentence: strangerText };
    const { text, components } = whichCommunity(found.choices, '0');
    return { sentence: text, rows: components };
  }

  return {
    ...given,
    render: renderText,
    createReply: (surface) => replies.on(surface),
    placeOf: placeOfInteraction,
    async knowRoom({ guildId }, channelId) {
      const channel = client.channels.cache.get(channelId);
      if (!channel || channel.isDMBased() || channel.guildId !== guildId) return false;
      const { community, room } = placeOf(channel);
      await bot.roomChanged(community, room);
      return true;
    },
    channelSurface: (channelId, id, repliesTo) => replies.surfaceIn(channelId, id, repliesTo),
    directSurface: (userId, id) =>
      createDirectSurface({ rest: client.rest, userId, surfaceIn: (channelId) => replies.surfaceIn(channelId, id) }),
    readFiles,
    draftText: (draftId) => bot.draftText(draftId),
    async choseCommunity(interaction, messageId) {
      const guild: Guild | undefined = client.guilds.cache.get(interaction.values[0] ?? '');
      if (!guild || !(await dm.isMember(guild, interaction.user.id))) {
        await interaction.editReply({ content: 'You are no member there, as far as I can see.', components: [] });
        return;
      }
      await bot.findPlace({ community: communityOf(guild), room: directRoom({ id: interaction.channelId }) });
      await bot.dmCommunities.choose(platform, interaction.user.id, communityOf(guild));
      const content = `From now on I answer your direct messages from **${guild.name.replace(/[*_~`|\\]/g, '')}**.`;
      await interaction.editReply({ content, components: [], allowedMentions: { parse: [] } });
      const waiting = messageId === '0' ? null : await interaction.channel?.messages.fetch(messageId).catch(() => null);
      if (waiting) await ear.hear(waiting);
    },
  };
}
