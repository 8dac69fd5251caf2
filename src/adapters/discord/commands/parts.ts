/** What the handling of interactions is given, and the words in which it is given. */
import type { Interaction, Message, StringSelectMenuInteraction } from 'discord.js';
import type { Bot, Call, Commands, IncomingQuestion, IncomingRoom, Reply } from '../../../bot/index.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import type { Surface } from '../reply/surface.ts';
import type { Row } from './buttons.ts';

export interface InteractionParts {
  commands: Commands;
  bot: Pick<Bot, 'ask' | 'stop' | 'rankOf' | 'decideDraft'> & { shown: Pick<Bot['shown'], 'find'> };
  clock: Clock;
  log: Log;
  /** Ends what is under way when Quorum stops. */
  signal: AbortSignal;
  /** Markdown as Discord's messages, each of at most 2,000 characters. */
  render(markdown: string): string[];
  /** As `registerCommands` fills it. */
  commandIds: ReadonlyMap<string, string>;
  createReply(surface: Surface, options: { isPrivate: boolean }): Reply;
  /** Where it happened; in a direct message, the community that its member chose. */
  placeOf(interaction: Interaction): Promise<Place | NoPlace>;
  /** Makes a room known that is named in an option. False where there is none that Quorum can speak of. */
  knowRoom(interaction: Interaction, channelId: string): Promise<boolean>;
  /** Ordinary messages in a channel, for what comes too late for its interaction; `repliesTo` is what that had shown. */
  channelSurface(channelId: string, id: string, repliesTo: string | undefined): Surface;
  /** Direct messages to a member. */
  directSurface(userId: string, id: string): Surface;
  /** The texts and pictures that came with a message. */
  readFiles(message: Message, signal: AbortSignal): Promise<Pick<IncomingQuestion, 'attached' | 'pictures'>>;
  /** Whether Discord permitted the operator to train weights on the content of messages. */
  mayTrainOnMessages: boolean;
  /** A draft as it would be sent; undefined where there is none to decide. */
  draftText(draftId: string): Promise<string | undefined>;
  /** A member has chosen the community for their direct messages, one of which waits for it; acknowledged already. */
  choseCommunity(interaction: StringSelectMenuInteraction, messageId: string): Promise<void>;
}

export interface Place {
  community: Call['community'];
  room: IncomingRoom & { id: string };
}

/** Nowhere that commands can be used: why, and what can be done about it. */
export interface NoPlace {
  sentence: string;
  rows?: Row[];
}
