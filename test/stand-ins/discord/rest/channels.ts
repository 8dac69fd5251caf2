/** Channels over REST: read, changed, deleted, and opened for a direct message. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  channelPayload,
  deleteChannel,
  deleteThread,
  editChannel,
  editThread,
  isThread,
  openDirect,
} from '../world/index.ts';
import { channelOf, guildOf, requirePermissions } from './access.ts';
import { invalidField, unknown } from './errors.ts';
import { readForm } from './message-form.ts';
import { ok, type Route } from './route.ts';
import { requireActive } from './thread-state.ts';

const channelForm = z.object({
  name: z.string().min(1).max(100).nullish(),
  topic: z.string().nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: z.int().nullish(),
  applied_tags: z.array(z.string()).nullish(),
});

export const channelRoutes: Route[] = [
  {
    name: 'GET /channels/{channel_id}',
    answer: (asked) => ok(channelPayload(asked.world, channelOf(asked))),
  },
  {
    name: 'PATCH /channels/{channel_id}',
    answer(asked) {
      const { world } = asked;
      const channel = channelOf(asked);
      const {
        name,
        topic,
        rate_limit_per_user: slowModeSeconds,
        archived,
        locked,
        auto_archive_duration: minutes,
        applied_tags: tags,
      } = readForm(channelForm, asked.body);
      const named = typeof name === 'string' && { name };
      if (isThread(channel)) {
        // Its owner may rename and archive a thread; everyone else has to be allowed.
        const isOwn = channel.thread.ownerId === world.bot.id && typeof locked !== 'boolean';
        if (!isOwn || channel.thread.locked) requirePermissions(world, channel, May.ManageThreads);
        if (archived !== false) requireActive(channel);
        editThread(world, channel, {
          ...named,
          ...(typeof archived === 'boolean' && { archived }),
          ...(typeof locked === 'boolean' && { locked }),
          ...(typeof minutes === 'number' && { autoArchiveMinutes: minutes }),
          ...(tags && { appliedTags: tags }),
        });
      } else {
        requirePermissions(world, channel, May.ManageChannels);
        editChannel(world, channel, {
          ...named,
          ...(topic !== undefined && { topic }),
          ...(typeof slowModeSeconds === 'number' && { slowModeSeconds }),
        });
      }
      return ok(channelPayload(world, channel));
    },
  },
  {
    name: 'DELETE /channels/{channel_id}',
    answer(asked) {
      const { world } = asked;
      const channel = channelOf(asked);
      const payload = channelPayload(world, channel);
      requirePermissions(world, channel, isThread(channel) ? May.ManageThreads : May.ManageChannels);
      if (isThread(channel)) deleteThread(world, channel);
      else deleteChannel(world, channel);
      return ok(payload);
    },
  },
  {
    name: 'GET /guilds/{guild_id}/channels',
    answer(asked) {
      const channels = [...guildOf(asked).channels.values()].filter((channel) => !isThread(channel));
      return ok(channels.map((channel) => channelPayload(asked.world, channel)));
    },
  },
  {
    name: 'POST /users/@me/channels',
    answer(asked) {
      const { world } = asked;
      const { recipient_id: id } = readForm(z.object({ recipient_id: z.string() }), asked.body);
      const user = world.users.get(id);
      if (user === undefined) throw unknown('User');
      if (user.isBot)
        throw invalidField('recipient_id', { code: 'CANNOT_DM_BOT', message: 'A bot cannot be written to.' });
      return ok(channelPayload(world, openDirect(world, world.bot, user)));
    },
  },
];
