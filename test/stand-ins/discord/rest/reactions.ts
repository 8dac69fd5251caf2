/** Reactions over REST: the bot's own, who reacted, and a moderator's cleaning up. */
import { PermissionFlagsBits as May, ReactionType } from 'discord-api-types/v10';
import {
  addReaction,
  type Channel,
  clearReactions,
  compareIds,
  type Emoji,
  findReaction,
  type Message,
  readEmoji,
  removeReaction,
  userPayload,
} from '../world/index.ts';
import { channelOf, messageIn, requirePermissions, userOf } from './access.ts';
import { tooManyReactions, unknown } from './errors.ts';
import { type Asked, done, ok, type Route } from './route.ts';
import { requireActive } from './thread-state.ts';

const onMessage = '/channels/{channel_id}/messages/{message_id}/reactions';
const maxReactions = 20;

export const reactionRoutes: Route[] = [
  {
    name: `PUT ${onMessage}/{emoji_name}/@me`,
    answer(asked) {
      const { world } = asked;
      const { channel, message, emoji } = reactionIn(asked, May.ReadMessageHistory);
      requireActive(channel);
      if (findReaction(message, emoji) === undefined) {
        requirePermissions(world, channel, May.AddReactions);
        if (message.reactions.length >= maxReactions) throw tooManyReactions();
      }
      addReaction(world, channel, message, world.bot, emoji);
      return done;
    },
  },
  {
    name: `DELETE ${onMessage}/{emoji_name}/@me`,
    answer(asked) {
      const { channel, message, emoji } = reactionIn(asked);
      requireActive(channel);
      removeReaction(asked.world, channel, message, asked.world.bot, emoji);
      return done;
    },
  },
  {
    name: `DELETE ${onMessage}/{emoji_name}/{user_id}`,
    answer(asked) {
      const { channel, message, emoji } = reactionIn(asked, May.ManageMessages);
      removeReaction(asked.world, channel, message, userOf(asked), emoji);
      return done;
    },
  },
  {
    name: `GET ${onMessage}/{emoji_name}`,
    answer(asked) {
      const { world, query } = asked;
      const { message, emoji } = reactionIn(asked, May.ReadMessageHistory);
      const after = query.get('after') ?? '0';
      const limit = Number(query.get('limit') ?? 25);
      // Nobody here pays for reactions that burst.
      const isBurst = query.get('type') === String(ReactionType.Super);
      const userIds = (isBurst ? [] : (findReaction(message, emoji)?.userIds ?? []))
        .filter((id) => compareIds(id, after) > 0)
        .sort(compareIds)
        .slice(0, limit);
      return ok(userIds.flatMap((id) => world.users.get(id) ?? []).map(userPayload));
    },
  },
  {
    name: `DELETE ${onMessage}/{emoji_name}`,
    answer(asked) {
      const { channel, message, emoji } = reactionIn(asked, May.ManageMessages);
      clearReactions(asked.world, channel, message, emoji);
      return done;
    },
  },
  {
    name: `DELETE ${onMessage}`,
    answer(asked) {
      const channel = channelOf(asked, May.ManageMessages);
      clearReactions(asked.world, channel, messageIn(channel, asked));
      return done;
    },
  },
];

function reactionIn(asked: Asked, ...wanted: bigint[]): { channel: Channel; message: Message; emoji: Emoji } {
  const channel = channelOf(asked, ...wanted);
  const emoji = readEmoji(asked.params.emoji_name ?? '');
  // A word is no emoji; that of a guild's own goes as `name:id`.
  if (emoji.id === null && !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20e3}/u.test(emoji.name)) {
    throw unknown('Emoji');
  }
  return { channel, message: messageIn(channel, asked), emoji };
}
