import {
  type AnyThreadChannel,
  type ClientOptions,
  GatewayIntentBits as Intent,
  LimitedCollection,
  Options,
  Partials,
} from 'discord.js';
import type { SessionStarts } from './session-starts.ts';

/**
 * What a client asks Discord for, and what it keeps: the least of both. Servers, channels, roles and its own place among
 * them are kept, because permissions follow from them; messages, people and everything else are not.
 */
export function clientOptions({
  api,
  readsContent,
  starts,
  now,
}: {
  api: string;
  /** Whether Message Content is switched on: to ask for it without is to be turned away. */
  readsContent: boolean;
  starts: Pick<SessionStarts, 'waitForIdentify'>;
  now: () => number;
}): ClientOptions {
  return {
    shards: 'auto',
    intents: readsContent ? [...intents, Intent.MessageContent] : intents,
    // What a reaction is on, where and whose, is seldom kept; its event comes all the same.
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    makeCache,
    sweepers: { threads: { interval: 3600, filter: () => (thread) => isStale(thread, now()) } },
    // Whatever a model writes, nobody is pinged.
    allowedMentions: { parse: [], repliedUser: false },
    // A server that is down must not hold up all the others for long.
    waitGuildTimeout: 5_000,
    rest: { api, invalidRequestWarningInterval: 500 },
    ws: { buildIdentifyThrottler: async () => starts },
  };
}

/** No members, no presences: join dates and roles come with messages and interactions. */
const intents = [
  Intent.Guilds,
  Intent.GuildMessages,
  Intent.GuildMessageReactions,
  Intent.DirectMessages,
  Intent.DirectMessageReactions,
];

const unused = new Set([
  'ApplicationCommandManager',
  'ApplicationEmojiManager',
  'AutoModerationRuleManager',
  'EntitlementManager',
  'GuildBanManager',
  'GuildEmojiManager',
  'GuildForumThreadManager',
  'GuildInviteManager',
  'GuildScheduledEventManager',
  'GuildSoundboardSoundManager',
  'GuildStickerManager',
  'GuildTextThreadManager',
  'MessageManager',
  'PresenceManager',
  'ReactionUserManager',
  'StageInstanceManager',
  'SubscriptionManager',
  'ThreadMemberManager',
  'VoiceStateManager',
]);

/** One for all: each channel has several of them, and nothing ever goes in. */
const nothing = new LimitedCollection<never, never>({ maxSize: 0 });

const isSelf = ({ id, client }: { id: string; client: { user: { id: string } | null } }) => id === client.user?.id;
const onlySelf = { maxSize: 0, keepOverLimit: isSelf };
const otherwise = Options.cacheWithLimits({ GuildMemberManager: onlySelf, UserManager: onlySelf });

const makeCache: NonNullable<ClientOptions['makeCache']> = (base, holds, manager) =>
  unused.has(base.name) || unused.has(manager.name) ? nothing : otherwise(base, holds, manager);

const staleAfterMs = 4 * 60 * 60_000;

type KnownThread = Pick<AnyThreadChannel, 'archived' | 'archiveTimestamp' | 'parent'>;

/** Archived a while ago, or left behind by a channel that is gone. Discord tells of a thread again when it comes back to life. */
function isStale({ archived, archiveTimestamp, parent }: KnownThread, now: number): boolean {
  return parent === null || (archived === true && now - (archiveTimestamp ?? 0) > staleAfterMs);
}
