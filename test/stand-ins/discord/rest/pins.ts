/** Pinned messages over REST. Reading them back is all that a bot needs no permission of its own for. */
import { PermissionFlagsBits as May } from 'discord-api-types/v10';
import { type Channel, may, pinMessage, pinsOf, unpinMessage } from '../world/index.ts';
import { channelOf, messageIn } from './access.ts';
import { tooManyPins } from './errors.ts';
import { shownMessage } from './portal.ts';
import { type Asked, done, ok, type Route } from './route.ts';

const maxPins = 250;

export const pinRoutes: Route[] = [
  {
    name: 'GET /channels/{channel_id}/messages/pins',
    answer(asked) {
      const { world, query } = asked;
      const channel = channelOf(asked);
      if (!may(world, channel, world.bot.id, May.ReadMessageHistory)) return ok({ items: [], has_more: false });
      const beforeMs = Date.parse(query.get('before') ?? '9999-01-01');
      const limit = Number(query.get('limit') ?? 50);
      const pins = pinsOf(channel).filter(({ pinnedAtMs }) => pinnedAtMs < beforeMs);
      const items = pins.slice(0, limit).map((message) => ({
        pinned_at: new Date(message.pinnedAtMs).toISOString(),
        message: shownMessage(world, asked.portal, message),
      }));
      return ok({ items, has_more: pins.length > limit });
    },
  },
  {
    name: 'PUT /channels/{channel_id}/messages/pins/{message_id}',
    answer(asked) {
      const channel = pinnable(asked);
      const message = messageIn(channel, asked);
      if (message.pinnedAtMs === undefined && pinsOf(channel).length >= maxPins) throw tooManyPins();
      pinMessage(asked.world, channel, message, asked.world.bot);
      return done;
    },
  },
  {
    name: 'DELETE /channels/{channel_id}/messages/pins/{message_id}',
    answer(asked) {
      const channel = pinnable(asked);
      unpinMessage(asked.world, channel, messageIn(channel, asked));
      return done;
    },
  },
];

function pinnable(asked: Asked): Channel {
  return channelOf(asked, May.PinMessages);
}
