import type { AttachedText, MadeAnswer, Route, Wish } from '../answering/index.ts';
import type { Passage } from '../knowledge/index.ts';
import type { Consent, Origin, RoomKind, Standing } from '../store/index.ts';
import type { CommandButton } from './commands/command.ts';
import type { PersonMessage } from './person-replies/person-message.ts';

/**
 * The port between the bot and the places where people are. A platform tells the bot what happens there (see `Bot`), and
 * does for it what stands here. Ids are the platform's own; the bot hashes those of members before it stores them.
 */
export interface Platform {
  readonly name: string;
  /**
   * Where a question's reply goes on being shown: after the instance that was asked has died, when a draft is sent, when
   * the question was edited. Undefined where it cannot be shown any more; it fails where it cannot be shown just now.
   */
  reopen: Reopen;
  /**
   * Makes what is shown of an answer say how it stands now, where it is shown; it fails where that cannot be done just now, and is
   * asked again. What is gone, or can never be changed, is given up.
   */
  relabel?(question: StoredQuestion, answer: RecordedAnswer): Promise<void>;
  /**
   * Shows something to those who look after a community; false where there is nowhere to show it. Of a draft it tells the bot
   * where it stands (`draftShown`), so that it can be changed.
   */
  tellModerators(community: PlaceName, notice: Notice): Promise<boolean>;
  /**
   * Says something in a room, in reply to a message there. What is said twice under one name is shown once. False where nothing can
   * be said there; it fails where that cannot be done just now.
   */
  remark?(room: PlaceName, remark: Remark): Promise<boolean>;
  /** Reads a forum, post by post, the newest first; fails with a sentence where that is none, or none of its posts can be told to be solved. */
  readForum?(forum: PlaceName, signal: AbortSignal): AsyncIterable<ForumPost>;
  /** Changes what moderators see of a draft, now that there is nothing to decide; it fails where that cannot be done just now. */
  draftOver?(notice: ShownNotice, end: DraftEnd): Promise<void>;
  /**
   * Whether everyone who would see a notice can read that room, too. Without it, or where it is false, drafts of rooms that not
   * everyone can read are shown to nobody.
   */
  mayModeratorsRead?(community: PlaceName, roomId: string): Promise<boolean>;
  /** Brings votes in line with the reactions that stand under recent answers and people's replies: an event may have been missed unnoticed. */
  countVotesAgain?(signal: AbortSignal): Promise<void>;
}

/** A post of a forum: not solved, solved without a reply that is marked as right, or with one. */
export type ForumPost = { state: 'open' } | { state: 'unanswered' } | { state: 'answered'; reply: PersonMessage };

/** What Quorum says of its own accord, with what can be done about it. */
export interface Remark {
  /** Tells it from every other. */
  name: string;
  text: string;
  buttons: readonly CommandButton[];
  repliesTo: string;
}

/** A community or a room as its platform names it. */
export interface PlaceName {
  platform: string;
  platformId: string;
}

/** A message as its platform names it. */
export interface MessageName {
  platform: string;
  messageId: string;
}

export type Reopen = (question: StoredQuestion) => Promise<Reply | undefined> | Reply | undefined;

/** A question as it stands in the store, with what a platform needs to find its place again. */
export interface StoredQuestion {
  id: string;
  platform: string;
  messageId: string;
  origin: Origin;
  followsId: string | null;
  text: string;
  /** From 1; an edit makes the next. */
  revision: number;
  askedAt: Date;
  asked: boolean;
  community: PlaceName;
  room: { id: string; platformId: string; kind: RoomKind };
  replyToken?: ReplyToken;
}

/** What a platform writes a reply with that replies to no message, and until when that is possible. */
export interface ReplyToken {
  token: string;
  validUntil: Date;
}

/** What moderators are shown outside of any question's room. */
export type Notice =
  /** What can be done next: permission is checked when it is pressed, and the text says it in words, too. */
  | { kind: 'news'; text: string; buttons?: readonly CommandButton[] }
  | {
      kind: 'draft';
      draftId: string;
      question: string;
      room: { platformId: string; name: string };
      answer: RecordedAnswer;
    };

/** The messages in which moderators see a draft. */
export interface ShownNotice {
  roomId: string;
  messageIds: readonly string[];
}

export interface DraftEnd {
  /** What became of it. */
  sentence: string;
  /** Whether nothing of the question and its answer may be seen any more. */
  isErased: boolean;
}

/** A question as a platform hands it over. */
export interface IncomingQuestion {
  platform: string;
  messageId: string;
  /** Of a platform of its own, because the page and the terminal both speak in the playground. */
  community: PlaceName & { name: string };
  room: IncomingRoom;
  memberId: string;
  text: string;
  origin: Origin;
  /** Whether the text may train weights; otherwise as its author chose for themselves. */
  consent?: Consent;
  /** True where the platform's rules allow its text to train weights at all. */
  trainable?: boolean;
  /** The question this one follows up on, by Quorum's id. */
  followsId?: string;
  /** Texts that came with it: logs, configurations. */
  attached?: readonly AttachedText[];
  /** Other messages whose words it has. */
  borrowed?: readonly BorrowedWords[];
  /** Pictures that came with it, as their bytes; shown to models that see. */
  pictures?: readonly Uint8Array[];
  wish?: Wish;
  /** What it is replied to by, where that is no message. */
  replyToken?: ReplyToken;
  /** False where nobody asked, and Quorum may answer of its own accord: then only if it is sure. */
  asked?: boolean;
  /** Asked by whoever runs Quorum, at its own machine: no limit of pace holds for them. */
  byOperator?: boolean;
  /** Written while Quorum was away, too long ago to be answered now: it is kept, and refused. */
  missed?: boolean;
}

/** Another message whose words a question has: an earlier piece of it, or the one that it asks about. */
export interface BorrowedWords {
  messageId: string;
  /** The name of the attached text that they are; where it is not said, they may be the question itself. */
  attachedAs?: string;
}

export interface IncomingRoom {
  platformId: string;
  kind: RoomKind;
  name: string;
  /** Whether everyone in the community can read the room and its history. */
  open: boolean;
  /** The channel of a thread, the forum of a post. */
  parent?: Omit<IncomingRoom, 'parent'>;
  /** The message in its parent that a thread was started from. */
  startedFrom?: string;
}

/** Something that a person wrote where Quorum listens; whether it is a question for Quorum is for the bot to decide. */
export interface HeardMessage extends IncomingQuestion {
  /** How it speaks to Quorum, if it does. */
  addressed: 'mention' | 'reply' | 'direct' | 'none';
  /** Whether it speaks to somebody else, by a mention or a reply; a reply to oneself does not. */
  addressesSomeone: boolean;
  /** The message that it replies to. */
  repliesTo?: string;
  /** The members that it mentions. */
  mentions?: readonly string[];
  /** Whether it opens a forum post, or a thread that was started from no message. */
  opensPost: boolean;
  sentAt: Date;
  /** Gets the texts and pictures that came with it, once it is going to be answered. */
  fetchAttached?: (signal: AbortSignal) => Promise<Pick<IncomingQuestion, 'attached' | 'pictures'>>;
}

/** Who acts, as the platform knows them at this moment. */
export interface Actor {
  platform: string;
  memberId: string;
  /** As others see it; kept with what moderators do. */
  name: string;
  /** What the platform itself lets them do. */
  rank: Rank;
  /** The platform's ids of their roles: a community's settings may raise their rank. */
  roleIds: readonly string[];
}

/** What one may do, from the least; each may do what those before it may. */
export const ranks = ['everyone', 'helper', 'moderator', 'manager'] as const;
export type Rank = (typeof ranks)[number];

/**
 * Where a reply is shown while it comes about. A platform shows what it can at its own pace; nothing here waits for it
 * but the last word (`answered`, `refused` or `cancelled`), exactly one of which is called. It may be called again by the instance
 * that takes the question over, so that it changes what is shown rather than adding to it.
 */
export interface Reply {
  admitted(questionId: string): void;
  /** Questions ahead of this one at the model's host; 0 when it is being sent. */
  queued(place: number): void;
  prepared(preparation: { route: Route; passages: Passage[] }): void;
  started(host: string, model: string): void;
  text(piece: string): void;
  restarted(why: string): void;
  answered(answer: RecordedAnswer): Promise<void>;
  refused(refusal: Refusal): Promise<void>;
  cancelled(why: Cancellation): Promise<void>;
}

/** Why a question that was admitted gets no answer, without anything having gone wrong. */
export type Cancellation =
  /** its asker or a moderator stopped it */
  | 'stopped'
  /** its message was deleted */
  | 'withdrawn'
  /** Quorum was not asked, and has nothing to add: it was not sure, or a person was quicker */
  | 'needless'
  /** moderators see the answer first */
  | 'drafted';

/** Shows nothing: for whoever wants the outcome alone. */
export const silentReply: Reply = {
  admitted() {},
  queued() {},
  prepared() {},
  started() {},
  text() {},
  restarted() {},
  async answered() {},
  async refused() {},
  async cancelled() {},
};

export type RecordedAnswer = MadeAnswer & {
  id: string;
  questionId: string;
  /** What votes say of it; nothing yet of one that has just been made. */
  standing?: Standing;
  /** Set where Quorum is unsure: the platform's ids of the roles whose members may know. They are named, never pinged. */
  helpers?: readonly string[];
};

/** Why there is no answer, as a code for code and as a sentence for the member. */
export interface Refusal {
  code: RefusalCode;
  sentence: string;
}

export type RefusalCode =
  | 'empty'
  | 'too-long'
  | 'too-many'
  | 'paused'
  | 'room-off'
  | 'not-saved'
  | 'cut-off'
  | 'instance-died'
  | 'missed'
  | 'dropped'
  | 'expired'
  | 'not-a-member';

/** What became of a question. */
export type Outcome =
  | { state: 'answered'; answer: RecordedAnswer }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'cancelled'; why: Cancellation }
  /** It had been admitted before, here or by another instance: nothing was done. */
  | { state: 'repeated'; questionId: string }
  /** Another instance has it now, or the next start will: nothing more is said here. */
  | { state: 'taken' }
  /** It was not for Quorum. */
  | { state: 'ignored' };
