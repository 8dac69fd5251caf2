import {
  type Client,
  Events,
  type Guild,
  type GuildTextBasedChannel,
  type Message,
  type PartialMessage,
  type TextBasedChannel,
} from 'discord.js';
import type { Bot, Commands, ForumPost, IncomingQuestion, Remark, Voter, Whereabouts } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import { explain, Failure } from '../../failure.ts';
import type { Log } from '../../log.ts';
import {
  createHandleInteraction,
  describeCommands,
  messagesOf,
  registerCommands,
  resumeResponse,
} from './commands/index.ts';
import {
  type Connection,
  communityOf,
  createMembers,
  type FirstSteps,
  followGuilds,
  followRooms,
  placeOf,
  platform,
  type RoomGuard,
} from './connection/index.ts';
import { interactionParts } from './interaction-parts.ts';
import { createLook, renderText, withLabel } from './look.ts';
import { catchUpMessages } from './messages/catch-up.ts';
import { catchUpReplies } from './messages/catch-up-replies.ts';
import { catchUpVotes } from './messages/catch-up-votes.ts';
import { dmPlace, strangerText, whichCommunity } from './messages/dm-place.ts';
import { createEar } from './messages/ear.ts';
import { createMarkedMessages } from './messages/marked-messages.ts';
import { readFiles } from './messages/read-files.ts';
import { readForum } from './messages/read-forum.ts';
import { createReplies, type Replies } from './messages/replies.ts';
import { createSeenMarks } from './messages/seen-marks.ts';
import { watchVotes } from './messages/votes.ts';
import type { EditLane } from './reply/edit-lane.ts';

export interface ServeParts {
  bot: Bot;
  commands: Commands;
  whereabouts: Whereabouts;
  guard: RoomGuard;
  lane: EditLane;
  firstSteps: FirstSteps;
  clock: Clock;
  log: Log;
  mayTrainOnMessages: boolean;
  signal: AbortSignal;
}

/** What one client does from before it connects until it ends. */
export interface Served {
  replies: Replies;
  /** Says something in a room; false where that is not possible there. */
  remark(roomId: string, remark: Remark): Promise<boolean>;
  readForum(forumId: string, signal: AbortSignal): AsyncIterable<ForumPost>;
  /** What there is to do once it is connected: register commands, read back what was missed, keep marks. */
  live(connection: Connection, signal: AbortSignal): Promise<void>;
  /** Reads the thumbs under recent answers and the marks under people's replies back; nothing where it is not connected: it is done when it is. */
  countVotesAgain(signal: AbortSignal): Promise<void>;
}

const markEveryMs = 2_000;

/** Hangs everything that Quorum does on a client: it listens from the first moment, and misses nothing. */
export function serveClient(client: Client, parts: ServeParts): Served {
  const { bot, commands, whereabouts, guard, lane, firstSteps, clock, log, mayTrainOnMessages, signal } = parts;
  const selfId = () => client.user?.id ?? '';
  const marks = createSeenMarks();
  /** What ends that something may have been missed, in each community; none while nothing has been. */
  const behind: (() => void)[] = [];

  function fallBehind(): void {
    for (const guild of client.guilds.cache.values()) behind.push(bot.readingBack(communityOf(guild)));
  }
  function keepUp(): void {
    for (const over of behind.splice(0)) over();
  }
  const members = createMembers({ clock });
  const commandIds = new Map<string, string>();
  const guardById = async <T>(channelId: string, work: () => Promise<T>): Promise<T> => {
    const channel = client.channels.cache.get(channelId);
    return channel && isInGuild(channel) ? guard.guard(channel, work) : work();
  };
  const replies = createReplies({
    ...{ rest: client.rest, bot, clock, log, createLook, withLabel, lane, selfId, guard: guardById },
    responseSurface: (token, question, written) => resumeResponse(client, token, question, written),
  });
  const present = createMembers({ clock, keepMs: 0 }); // whoever has left is told nothing any more, from that moment
  const dm = {
    bot,
    guilds: () => [...client.guilds.cache.values()],
    isMember: async (guild: Guild, userId: string) => (await present.standingOf(guild, userId)) !== undefined,
  };

  const ear = createEar({
    ...{ bot, clock, log, selfId, marks, signal },
    mayTrain: mayTrainOnMessages,
    placeOf: placeOfMessage,
    readFiles,
    openReply: (message, how) => replies.open(message, how),
  });

  async function placeOfMessage(message: Message): Promise<Pick<IncomingQuestion, 'community' | 'room'> | undefined> {
    const { channel } = message;
    if (isInGuild(channel)) {
      if (guard.mayWriteIn(channel)) return placeOf(channel);
      if (message.mentions.users.has(selfId())) await guard.leaveAlone(channel);
      return undefined;
    }
    const found = await dmPlace(dm, message.author.id, message.channelId);
    if (found.state === 'found') return found.place;
    const surface = replies.surfaceIn(message.channelId, message.id);
    await surface.send(1, found.state === 'ask' ? whichCommunity(found.choices, message.id) : stranger);
    return undefined;
  }

  function inBackground(what: string, work: () => Promise<unknown>): void {
    void work().catch((error: unknown) => {
      if (!signal.aborted) log.error(what, { reason: explain(error) });
    });
  }

  async function deleted(messageId: string): Promise<void> {
    if (replies.wasRemovedByUs(messageId)) return;
    if (await bot.shown.find(platform, messageId)) {
      const others = await bot.answerRemoved({ platform, messageId });
      for (const { messageId: other, roomId } of others) {
        await replies.surfaceIn(roomId, '').remove({ messageId: other, roomId });
        await bot.shown.forget(platform, other);
      }
    } else await bot.withdraw({ platform, messageId });
  }

  client.on(Events.MessageCreate, (message) => void ear.hear(message));
  client.on(Events.MessageUpdate, (_, message) =>
    inBackground('An edit could not be followed.', () => ear.edited(message)),
  );
  client.on(Events.MessageDelete, ({ id }: Message | PartialMessage) =>
    inBackground('A deletion could not be followed.', () => deleted(id)),
  );
  client.on(Events.MessageBulkDelete, (messages) => {
    for (const id of messages.keys()) inBackground('A deletion could not be followed.', () => deleted(id));
  });
  const handle = createHandleInteraction(interactionParts({ ...parts, client, replies, dm, ear, commandIds }));
  client.on(Events.InteractionCreate, (interaction) => void handle(interaction));
  const mayReadIn = (channel: GuildTextBasedChannel) => guard.mayWriteIn(channel);
  const marked = createMarkedMessages({ client, bot, log, selfId, voterOf, mayReadIn });
  watchVotes({
    ...{ client, bot, log, selfId, marked, voterOf },
    told(guildId, member) {
      const guild = client.guilds.cache.get(guildId);
      if (guild) members.told(guild, member);
    },
  });
  followGuilds(client, { whereabouts, leave: bot.leave, firstSteps, clock, log, signal });
  const recheck = (guild: Guild) => guard.recheck(guild);
  const { roomChanged, roomDeleted } = bot;
  followRooms(client, { whereabouts, roomChanged, roomDeleted, recheck, clock, log, signal });

  async function voterOf(guildId: string | null, userId: string): Promise<Voter> {
    const guild = guildId === null ? undefined : client.guilds.cache.get(guildId);
    const standing = guild && (await members.standingOf(guild, userId).catch(() => undefined));
    if (!guild || !standing) return {};
    const communityId = await communityIdOf(guild);
    if (communityId === undefined) return {};
    const rank = await bot.rankOf({ platform, memberId: userId, ...standing }, communityId);
    return { rank, ...(standing.joinedAt && { joinedAt: standing.joinedAt }) };
  }

  const communityIds = new Map<string, string>();
  async function communityIdOf(guild: Guild): Promise<string | undefined> {
    if (!communityIds.has(guild.id))
      for (const { platformId, id } of await whereabouts.communities()) communityIds.set(platformId, id);
    return communityIds.get(guild.id);
  }

  async function countVotesAgain(ready: Client<true>, until: AbortSignal): Promise<void> {
    const parts = { client: ready, bot, clock, log, signal: until };
    await catchUpVotes({ ...parts, voterOf });
    await catchUpReplies({ ...parts, marked });
  }

  async function remark(roomId: string, { name, text, buttons, repliesTo }: Remark): Promise<boolean> {
    const channel = await client.channels.fetch(roomId).catch(() => null); // it may be gone, or be hidden from us
    if (!channel || !isInGuild(channel) || !guard.mayWriteIn(channel)) return false;
    const said = { render: renderText, commandIds, mostFileBytes: 0, log };
    const [message] = messagesOf({ text, buttons }, said);
    if (!message) return false;
    const surface = replies.surfaceIn(roomId, name, repliesTo);
    try {
      await surface.send(1, { text: message.text, components: message.rows });
      return true;
    } catch (error) {
      if (error instanceof Failure && error.code === 'discord-room-refused') return false;
      throw error;
    }
  }

  return {
    replies,
    remark,
    async countVotesAgain(until) {
      if (client.isReady()) await countVotesAgain(client, until);
    },
    readForum: (forumId, until) => readForum({ client, bot, marked }, forumId, until),
    async live({ client: ready, application }, until) {
      const mayRead = (channel: TextBasedChannel) => !isInGuild(channel) || guard.mayWriteIn(channel);
      const missed = { client: ready, bot, ear, marked, clock, log, mayRead, signal: until };
      const wanted = describeCommands(commands.list);
      const registration = { rest: ready.rest, applicationId: application.id, wanted, commandIds, clock, log };
      const readBack = async () => {
        fallBehind();
        await catchUpMessages(missed);
        keepUp();
        await countVotesAgain(ready, until);
      };
      // A session that could not be resumed has missed what happened meanwhile.
      ready.on(Events.ShardReady, () => inBackground('What was missed could not be read back.', readBack));
      ready.on(Events.ShardReconnecting, fallBehind);
      ready.on(Events.ShardResume, keepUp);
      const work = [registerCommands({ ...registration, signal: until }), readBack(), keepMarks(until)];
      await Promise.all(work);
    },
  };

  async function keepMarks(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await clock.wait(markEveryMs, until).catch(() => {});
      if (behind.length > 0) continue; // what was missed may lie before what has been seen since
      await bot.seen.mark(platform, marks.take()).catch((error: unknown) => {
        log.warn('It could not be noted how far rooms have been read.', { reason: explain(error) });
      });
    }
  }
}

const stranger = { text: strangerText, components: [] };

function isInGuild(channel: { isDMBased(): boolean; isTextBased(): boolean }): channel is GuildTextBasedChannel {
  return !channel.isDMBased() && channel.isTextBased();
}
