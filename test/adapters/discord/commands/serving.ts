/** Discord with Quorum's commands behind the real client, and a bot whose answers a test gives. */
import { type Client, Events } from 'discord.js';
import {
  createHandleInteraction,
  describeCommands,
  type InteractionParts,
  registerCommands,
} from '../../../../src/adapters/discord/commands/index.ts';
import { createEditLane } from '../../../../src/adapters/discord/reply/edit-lane.ts';
import { createLiveReply, type Look } from '../../../../src/adapters/discord/reply/live-reply.ts';
import { createMessageSurface } from '../../../../src/adapters/discord/reply/message-surface.ts';
import {
  type Actor,
  type Command,
  type CommandParts,
  createCommands,
  type DraftDecision,
  type DraftOutcome,
  type IncomingQuestion,
  type Outcome,
  type RecordedAnswer,
  type Reply,
  type ShownMessage,
} from '../../../../src/bot/index.ts';
import type { Log } from '../../../../src/log.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { createCommunity } from '../../../stand-ins/discord/index.ts';
import { start } from '../../../stand-ins/discord/start-for-tests.ts';
import { commands as usual } from './commands.ts';

export interface Turn {
  question: IncomingQuestion;
  reply: Reply;
  answer(text: string): Promise<void>;
}

export type Serving = Awaited<ReturnType<typeof startServing>>;

export async function startServing({
  list = usual,
  refuses = false,
}: {
  list?: readonly Command[];
  refuses?: boolean;
} = {}) {
  const clock = createManualClock();
  const started = await start({ clock, refuses });
  const { desk } = started.discord;
  const community = createCommunity(desk, 'Coffee');
  const channel = community.channel('general');
  const ada = community.member('ada');
  const mia = community.member('mia', { roles: [community.role('moderator', 'ManageMessages')] });
  const lines: string[] = [];
  const bot = createScriptedBot();

  /** A process of Quorum's, as far as commands go. */
  async function serve(own: Partial<InteractionParts> = {}) {
    const client = await started.connect();
    const commandIds = new Map<string, string>();
    const parts = { ...partsFor(client), commandIds, ...own };
    const handle = createHandleInteraction(parts);
    const handled: Promise<void>[] = [];
    client.on(Events.InteractionCreate, (interaction) => void handled.push(handle(interaction)));
    await registerCommands({
      rest: client.rest,
      applicationId: client.application.id,
      wanted: describeCommands(list),
      commandIds,
      clock,
      log: parts.log,
      signal: parts.signal,
    });
    return {
      client,
      /** Resolves once all that was heard so far is done with. */
      done: () => Promise.all(handled),
    };
  }

  function partsFor(client: Client<true>): Omit<InteractionParts, 'commandIds'> {
    const { rest } = client;
    const log = writingTo(lines);
    const shown = bot.shown;
    const messages = (channelId: string, id: string, messageId?: string) =>
      createMessageSurface({
        rest,
        shown,
        selfId: client.user.id,
        channelId,
        ...(messageId !== undefined && { messageId }),
        questionId: () => id,
        revision: 1,
        onRemove() {},
        guard: (_, work) => work(),
      });
    const lane = createEditLane(clock);
    return {
      // Safe: these commands work with nothing but what they are called with.
      commands: createCommands({ bot, clock } as unknown as CommandParts, list),
      bot,
      clock,
      log,
      signal: new AbortController().signal,
      render: (markdown) => markdown.match(/[\s\S]{1,2000}/g) ?? [],
      createReply: (surface) =>
        createLiveReply({ surface, look, lane, clock, log, shown, isAsked: true, isResumed: false }),
      async placeOf({ guildId, channelId }) {
        const place = { platform: 'discord', platformId: community.id, name: 'Coffee', id: 'community 1' };
        if (guildId === null && bot.hasChosen === false) return { sentence: 'Choose a community first.' };
        const kind = guildId === null ? 'dm' : 'channel';
        return {
          community: place,
          room: { id: 'room 1', platformId: channelId ?? '', kind, name: 'general', open: guildId !== null },
        };
      },
      knowRoom: async (_, channelId) => channelId === channel.id,
      channelSurface: messages,
      directSurface: (userId, id) => lazily(async () => messages((await client.users.createDM(userId)).id, id)),
      readFiles: async ({ attachments }) =>
        attachments.size === 0 ? {} : { attached: attachments.map(({ name }) => ({ name, text: 'what it says' })) },
      mayTrainOnMessages: false,
      draftText: async () => 'Try again.',
      async choseCommunity(interaction, messageId) {
        await interaction.editReply({ content: `${interaction.values} for ${messageId}`, components: [] });
      },
    };
  }

  return { ...started, clock, community, channel, ada, mia, bot, lines, serve };
}

const look: Look = {
  live: (markdown) => [markdown],
  final: ({ text }) => ({ parts: text.split('|') }),
  whileWriting: () => [],
  underAnswer: () => [],
};

function lazily(open: () => Promise<ReturnType<typeof createMessageSurface>>): ReturnType<typeof createMessageSurface> {
  let opened: ReturnType<typeof open> | undefined;
  const surface = () => (opened ??= open());
  return {
    find: async () => (await surface()).find(),
    send: async (part, content) => (await surface()).send(part, content),
    edit: async (sent, content) => (await surface()).edit(sent, content),
    remove: async (sent) => (await surface()).remove(sent),
  };
}

function createScriptedBot() {
  const turns: Turn[] = [];
  const waiting: ((turn: Turn) => void)[] = [];
  const stopped: Actor[] = [];
  const shownMessages = new Map<string, ShownMessage>();
  const decided: object[] = [];
  return {
    turns,
    stopped,
    shownMessages,
    decided,
    hasChosen: true,
    /** The next question that is asked. */
    next: () => new Promise<Turn>((resolve) => void waiting.push(resolve)),
    ask(question: IncomingQuestion, reply: Reply): Promise<Outcome> {
      const outcome = Promise.withResolvers<Outcome>();
      const questionId = `question-${turns.length + 1}`;
      reply.admitted(questionId);
      const turn: Turn = {
        question,
        reply,
        async answer(text) {
          const answer = answerOf(questionId, text);
          await reply.answered(answer).catch(() => {}); // as the bot does: it stands, shown or not
          outcome.resolve({ state: 'answered', answer });
        },
      };
      turns.push(turn);
      waiting.shift()?.(turn);
      return outcome.promise;
    },
    async stop(_: string, actor: Actor) {
      stopped.push(actor);
      return actor.name === 'ada';
    },
    rankOf: async ({ rank }: Actor) => rank,
    shown: {
      note: async (message: ShownMessage) => void shownMessages.set(message.messageId, message),
      find: async (_: string, messageId: string) => shownMessages.get(messageId),
      of: async (questionId: string) => [...shownMessages.values()].filter((each) => each.questionId === questionId),
      forget: async (_: string, messageId: string) => void shownMessages.delete(messageId),
    },
    async decideDraft({ actor, ...rest }: DraftDecision): Promise<DraftOutcome> {
      if (actor.rank === 'everyone') return { decided: null, sentence: 'That is for moderators.', isOver: false };
      decided.push({ ...rest, actor: actor.name });
      return {
        decided: ({ send: 'sent', edit: 'edited', drop: 'dropped' } as const)[rest.decision],
        sentence: 'Done.',
        isOver: true,
      };
    },
  };
}

function answerOf(questionId: string, text: string): RecordedAnswer {
  // Safe: nothing else of an answer is looked at here.
  return { id: `answer to ${questionId}`, questionId, text } as unknown as RecordedAnswer;
}

function writingTo(lines: string[]): Log {
  const at =
    (level: string): Log['info'] =>
    (event, facts = {}) =>
      void lines.push(`${level}: ${event} ${JSON.stringify(facts)}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
