/**
 * The one Discord of a test: all its guilds, channels, people and messages, and the bot that is looked at. The
 * functions beside this file change it, and each change is published as what the gateway would say of it.
 */
import type { Clock } from '../../../../src/clock.ts';
import { botSees } from './permissions.ts';
import { createSnowflakes } from './snowflakes.ts';
import type { Channel, Command, Guild, Message, StoredFile, User } from './state.ts';

export interface Dispatch {
  t: string;
  d: unknown;
  guildId?: string;
  channelId?: string;
  /** A session hears of it that has any of these; 0 is for every session. */
  intents: number;
  /** Whose doing it is. */
  userId?: string;
  /** The bot may not know of it, whatever its intents: a channel it does not see, an ephemeral message. */
  hidden: boolean;
}

export interface World {
  readonly clock: Clock;
  readonly bot: User;
  readonly applicationId: string;
  readonly guilds: Map<string, Guild>;
  /** Threads and direct messages too. */
  readonly channels: Map<string, Channel>;
  /** Direct messages by the ids of both. */
  readonly directs: Map<string, Channel>;
  readonly users: Map<string, User>;
  /** The application's commands; those with a guild_id are that guild's. */
  readonly commands: Map<string, Command>;
  /** The bot's messages by their nonces, deleted ones too: what enforce_nonce looks at. */
  readonly byNonce: Map<string, Message>;
  /** What was attached, by the path of its address. */
  readonly files: Map<string, StoredFile>;
  /** Where attachments can be fetched; the server sets it when it listens. */
  mediaUrl: string;
  snowflake(): string;
  /** Returns how to stop listening. */
  on(listener: (dispatch: Dispatch) => void): () => void;
  publish(dispatch: Omit<Dispatch, 'hidden'> & { hidden?: boolean }): void;
}

export function createWorld({ clock }: { clock: Clock }): World {
  const snowflake = createSnowflakes(clock.now);
  // Discord gives an application and its bot user the same id.
  const applicationId = snowflake();
  const bot: User = { id: applicationId, username: 'quorum', globalName: null, isBot: true, takesDirect: false };
  const listeners = new Set<(dispatch: Dispatch) => void>();
  const world: World = {
    clock,
    bot,
    applicationId,
    guilds: new Map(),
    channels: new Map(),
    directs: new Map(),
    users: new Map([[bot.id, bot]]),
    commands: new Map(),
    byNonce: new Map(),
    files: new Map(),
    mediaUrl: 'http://127.0.0.1:0',
    snowflake,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish(dispatch) {
      const hidden = dispatch.hidden === true || !botHears(world, dispatch);
      for (const listener of [...listeners]) listener({ ...dispatch, hidden });
    },
  };
  return world;
}

/** Of a guild that it is not in, or that is down, and of a channel that it does not see, a bot hears nothing. */
function botHears(world: World, { guildId = '', channelId = '' }: { guildId?: string; channelId?: string }): boolean {
  const guild = world.guilds.get(guildId);
  if (guild !== undefined && !(guild.isAvailable && guild.members.has(world.bot.id))) return false;
  const channel = world.channels.get(channelId);
  return channel === undefined || botSees(world, channel);
}

export function createUser(
  world: World,
  username: string,
  options: { globalName?: string; isBot?: boolean } = {},
): User {
  const { globalName = null, isBot = false } = options;
  const user: User = { id: world.snowflake(), username, globalName, isBot, takesDirect: !isBot };
  world.users.set(user.id, user);
  return user;
}

export function findMessage(world: World, channelId: string, messageId: string): Message | undefined {
  return world.channels.get(channelId)?.messages.get(messageId);
}
