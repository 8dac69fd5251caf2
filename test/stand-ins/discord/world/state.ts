/** What a Discord remembers, as plain data. How it looks on the wire is said in the payloads, never here. */
import type {
  APIApplicationCommand,
  APIEmbed,
  APIMessageInteractionMetadata,
  APIMessageSnapshotFields,
  APIMessageTopLevelComponent,
  ChannelType,
  MessageType,
} from 'discord-api-types/v10';
import type { Poll, Sticker } from './special-content.ts';

export interface User {
  id: string;
  username: string;
  globalName: string | null;
  isBot: boolean;
  /** Whether applications may write to them directly. */
  takesDirect: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  position: number;
  isMentionable: boolean;
  isManaged: boolean;
}

export interface Member {
  user: User;
  nick: string | null;
  /** Without @everyone, which everyone has. */
  roleIds: string[];
  joinedAtMs: number;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  /** Where Discord greets who joins, and thanks who boosts. */
  systemChannelId: string | null;
  /** False during an outage. */
  isAvailable: boolean;
  roles: Map<string, Role>;
  members: Map<string, Member>;
  /** Threads too. */
  channels: Map<string, Channel>;
}

export interface Overwrite {
  id: string;
  kind: 'role' | 'member';
  allow: bigint;
  deny: bigint;
}

export interface ForumTag {
  id: string;
  name: string;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  createdAtMs: number;
  archivedAtMs: number;
  memberIds: Set<string>;
  /** Neither the first message of a forum's post nor the note that starts a thread is counted. */
  totalSent: number;
  /** Of those that were counted. */
  deleted: number;
  appliedTags: string[];
}

export interface Channel {
  id: string;
  type: ChannelType;
  /** Absent in a direct message. */
  guildId: string | undefined;
  name: string;
  topic: string | null;
  /** The category of a channel, the channel of a thread. */
  parentId: string | null;
  position: number;
  overwrites: Overwrite[];
  /** How long a member waits between two messages; neither bots nor moderators do. 0 where nobody waits. */
  slowModeSeconds: number;
  tags: ForumTag[];
  thread: Thread | undefined;
  /** The people of a direct message, the bot included. */
  recipients: User[];
  /** By id; ids grow, so the order is that of time. */
  messages: Map<string, Message>;
  lastMessageId: string | null;
}

export interface Attachment {
  id: string;
  filename: string;
  contentType: string | undefined;
  description: string | undefined;
  size: number;
  url: string;
}

export interface Emoji {
  /** Null for a Unicode one. */
  id: string | null;
  name: string;
}

export interface Reaction {
  emoji: Emoji;
  /** In the order in which they reacted. */
  userIds: string[];
}

export interface Message {
  id: string;
  channelId: string;
  type: MessageType;
  author: User;
  content: string;
  sentAtMs: number;
  editedAtMs: number | undefined;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: Attachment[];
  flags: number;
  mentions: Mentions;
  /** As the sender wrote it: what may be mentioned. */
  allowedMentions: AllowedMentions | undefined;
  nonce: string | number | undefined;
  replyTo: { messageId: string; channelId: string } | undefined;
  /** What else it points at: a message that was pinned or is forwarded, a thread that was started. */
  about: Reference | undefined;
  reactions: Reaction[];
  /** The thread that was started from it. */
  threadId: string | undefined;
  /** The application's own where it answers an interaction, another one where an integration writes. */
  webhookId: string | undefined;
  pinnedAtMs: number | undefined;
  sticker: Sticker | undefined;
  poll: Poll | undefined;
  /** A copy of the message that it forwards. */
  forwarded: APIMessageSnapshotFields | undefined;
  interaction: APIMessageInteractionMetadata | undefined;
  /** An ephemeral message is seen by this user alone, and no gateway tells of it. */
  onlyFor: string | undefined;
}

export interface Reference {
  channelId: string;
  /** Absent where a channel is meant. */
  messageId?: string;
}

export interface Mentions {
  users: User[];
  roleIds: string[];
  everyone: boolean;
}

export interface AllowedMentions {
  parse?: ('everyone' | 'roles' | 'users' | null)[] | null;
  users?: (string | null)[] | null;
  roles?: (string | null)[] | null;
  replied_user?: boolean | null;
}

export interface StoredFile {
  contentType: string | undefined;
  data: Buffer;
}

export type Command = APIApplicationCommand;
