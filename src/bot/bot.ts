import type { Library } from '../knowledge/index.ts';
import type { Store } from '../store/index.ts';
import { answerRemoved } from './answer-removed.ts';
import { type AskParts, ask, ShuttingDown } from './ask.ts';
import { createCatchingUp } from './catching-up.ts';
import { type DraftDecision, type DraftOutcome, decideDraft } from './decide-draft.ts';
import { createDmCommunities, type DmCommunities } from './dm-community.ts';
import { noteNotice } from './draft-over.ts';
import { draftText } from './drafts.ts';
import type { EarningRules } from './earned-help.ts';
import { hear } from './hear.ts';
import { createHeard } from './heard.ts';
import { leave } from './leave.ts';
import { eraseReplies } from './person-replies/erase-replies.ts';
import { type ForumReport, type ForumToRead, importForum } from './person-replies/import-forum.ts';
import { createMarkReply, type MarkReply, type MarkReplyParts, reconcileReply } from './person-replies/mark-reply.ts';
import type { StandingMark } from './person-replies/person-message.ts';
import { findPlace, upsertCommunity, upsertRoom } from './places.ts';
import type {
  Actor,
  HeardMessage,
  IncomingQuestion,
  IncomingRoom,
  MessageName,
  Notice,
  Outcome,
  PlaceName,
  Platform,
  Rank,
  Reply,
  ShownNotice,
} from './platform.ts';
import { rankOf } from './rank.ts';
import { type Remembered, recallQuestion, recentQuestions } from './recall.ts';
import { createRelabelling } from './relabel.ts';
import { createRevise, type Edit } from './revise.ts';
import { roomDeleted } from './room-deleted.ts';
import { createRunning } from './running.ts';
import { createSeen, type Seen } from './seen.ts';
import { communitySettings } from './settings/community-settings.ts';
import { type Marks, marksOf } from './settings/marks.ts';
import { createShown, type Shown, type ShownMessage } from './shown.ts';
import { takeOver } from './take-over.ts';
import { castThumb, type Thumb } from './votes/cast-thumb.ts';
import { createFollowUp } from './votes/follow-up.ts';
import { createReact, type Reaction, reconcile, type Standing } from './votes/react.ts';
import type { VoteRules } from './votes/rules.ts';
import { stop, withdraw } from './withdraw.ts';

/** What adapters ask of Quorum. */
export interface Bot {
  /** Makes a platform known, so that replies can go on being shown there; before anything of it is told. */
  connect(platform: Platform): void;
  ask(question: IncomingQuestion, reply: Reply, signal: AbortSignal): Promise<Outcome>;
  /**
   * Something was written where Quorum listens; `open` is called if it is going to be answered. The outcome may take as long
   * as people go first: whoever tells several messages waits for none of them before the next.
   */
  hear(message: HeardMessage, open: (how: { asked: boolean }) => Reply, signal: AbortSignal): Promise<Outcome>;
  /**
   * The platform has begun to read back what it missed in a community, oldest first, or has lost its connection and is going
   * to. Nobody is answered unasked there until what this returns is called; each message is told before that.
   */
  readingBack(community: PlaceName): () => void;
  /** A message was edited. */
  revise(edit: Edit, signal: AbortSignal): Promise<Outcome>;
  /** A message was deleted. */
  withdraw(message: { platform: string; messageId: string }): Promise<void>;
  /** Stops a question on its asker's or a moderator's word; false where it is not theirs to stop, or over. */
  stop(questionId: string, actor: Actor): Promise<boolean>;
  /** When a room's drafts have earned that it helps by itself. */
  readonly earning: EarningRules;
  /** Sends, edits or drops a draft; the outcome says what to tell whoever decided. */
  decideDraft(decision: DraftDecision): Promise<DraftOutcome>;
  /** Moderators see a draft there. */
  draftShown(draftId: string, notice: ShownNotice): Promise<void>;
  /** A draft's text; undefined where there is none to decide on. */
  draftText(draftId: string): Promise<string | undefined>;
  /** A message of ours was deleted, and not by us, which denies its answer. Returns the other parts, to be taken away. */
  answerRemoved(message: { platform: string; messageId: string }): Promise<ShownMessage[]>;
  vote(thumb: Thumb): Promise<void>;
  /** False where the message shows no answer. */
  react(reaction: Reaction): Promise<boolean>;
  /** Brings votes in line with the reactions that stand under a message; returns how many had been missed. */
  reconcile(message: { platform: string; messageId: string }, standing: readonly Standing[]): Promise<number>;
  /** Has every platform read its reactions under recent answers again. */
  countVotesAgain(signal: AbortSignal): Promise<void>;
  /** With which emoji a community's moderators say right and wrong. */
  marksOf(community: PlaceName): Promise<Marks>;
  /** A ✅ or ❌ was put under, or taken from, what a person wrote; `read` gets that, where it is needed. False where nothing was kept. */
  markReply: MarkReply;
  /** The same as `reconcile`, for a person's reply; `read` tells what stands under it, where that is kept. */
  reconcileReply(message: MessageName, read: () => Promise<readonly StandingMark[]>): Promise<number>;
  /** Puts the replies that are marked as right in a forum's solved posts before moderators. */
  importForum(forum: ForumToRead): Promise<ForumReport>;
  /** People's replies that were kept since then, newest first. */
  keptReplies(platform: string, since: Date, most: number): Promise<KeptReply[]>;
  /** Votes have changed otherwise than by `vote`, `react` or `reconcile`: something is to follow. */
  votesChanged(): void;
  /** Resolves once all that votes ask for has been done. */
  votesSettled(): Promise<void>;
  /** Which messages show which answers. */
  shown: Shown;
  /** How far rooms have been read. */
  seen: Seen;
  dmCommunities: DmCommunities;
  /** Makes a place known, and says by which ids the store knows it. */
  findPlace(place: Pick<IncomingQuestion, 'community' | 'room'>): Promise<{ communityId: string; roomId: string }>;
  /** Brings a room up to date whose name, place or readers have changed. */
  roomChanged(community: IncomingQuestion['community'], room: IncomingRoom): Promise<void>;
  /** A room was deleted, and its threads with it, by the platform's id of it. */
  roomDeleted(community: PlaceName, roomId: string): Promise<void>;
  /** Quorum was removed from a community, or left it: the work for it ends. */
  leave(community: PlaceName): Promise<void>;
  rankOf(actor: Actor, communityId: string): Promise<Rank>;
  /** Shows something to those who look after a community; false where its platform is not here, or has nowhere to show it. */
  tellModerators(community: PlaceName, notice: Notice): Promise<boolean>;
  /** A member's latest questions on a platform, oldest first, as they see them. */
  recent(who: { platform: string; memberId: string; limit: number }): Promise<Remembered[]>;
  /** A question with everything that made its answer: by either's id, or the latest answered, of one community if it is named. */
  recall(id?: string, communityId?: string): Promise<Remembered | undefined>;
  /** Sees to the questions that an instance left behind when it died; see take-over.ts. */
  takeOver(): Promise<number>;
  /** Ends the work under way; what is not answered yet is left for the next start. */
  close(): Promise<void>;
}

/** A person's reply, as its platform finds it again. */
export interface KeptReply {
  messageId: string;
  roomId: string;
  text: string;
}

export type BotParts = Omit<
  AskParts,
  'running' | 'heard' | 'catchingUp' | 'platformOf' | 'weights' | 'votesChanged'
> & {
  /** How long people go first in a help room. */
  helpWaitMs: number;
  /** What the community knows; what members approve of joins it. */
  library: Pick<Library, 'search'>;
  rules: VoteRules;
  /** Called after something was learned. */
  onLearned?: () => void;
};

export function createBot({ helpWaitMs, library, rules, onLearned, ...own }: BotParts): Bot {
  const { store, hashMember, clock } = own;
  const platforms = new Map<string, Platform>();
  const catchingUp = createCatchingUp();
  const relabelling = createRelabelling({ store, clock, log: own.log, platforms });
  const platformOf = (name: string) => platforms.get(name);
  const followUp = createFollowUp({
    ...{ store, clock, log: own.log, library, rules, platformOf, onSettled: relabelling.nudge },
    ...(onLearned && { onLearned }),
  });
  const parts: AskParts = {
    ...own,
    weights: rules,
    votesChanged: followUp.nudge,
    running: createRunning(),
    heard: createHeard({ clock, hashMember, waitMs: helpWaitMs }),
    catchingUp,
    platformOf,
  };
  const deciding = { ...parts, rankOf: (actor: Actor, communityId: string) => rankOf(store.read, actor, communityId) };
  const now = () => new Date(clock.now());
  const voting = { store, hashMember, now, weights: rules };
  const react = createReact(voting);
  const marking: MarkReplyParts = {
    ...voting,
    isGone: ({ platform, messageId }) => parts.heard.isGone(platform, messageId),
  };
  const markReply = createMarkReply(marking);
  /** What members say is stored first, and then followed up. */
  const followed = async <T>(voted: Promise<T>): Promise<T> => {
    const outcome = await voted;
    followUp.nudge();
    return outcome;
  };
  const revise = createRevise(parts);
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.catch(() => {}).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  }

  const untilClosed = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);

  return {
    connect: (platform) => void platforms.set(platform.name, platform),
    ask: (question, reply, signal) => track(ask(parts, question, reply, untilClosed(signal))),
    hear: (message, open, signal) => track(hear(parts, message, open, untilClosed(signal))),
    readingBack: (community) => catchingUp.begin(community),
    revise: (edit, signal) => track(followed(forgetEdited(store, edit)).then(() => revise(edit, untilClosed(signal)))),
    withdraw: (message) => track(followed(withdraw(parts, message))),
    stop: (questionId, actor) => track(stop(deciding, questionId, actor)),
    earning: own.earning,
    decideDraft: (decision) => track(decideDraft(deciding, decision, closing.signal)),
    draftShown: (draftId, notice) => track(noteNotice(parts, draftId, notice)),
    draftText: (draftId) => draftText(store.read, draftId),
    answerRemoved: (message) => track(answerRemoved(parts, message)),
    vote: (thumb) => track(followed(castThumb(voting, thumb))),
    react: (reaction) => track(followed(react(reaction))),
    reconcile: (message, standing) => track(followed(reconcile(voting, message, standing))),
    async countVotesAgain(signal) {
      for (const platform of platforms.values()) await platform.countVotesAgain?.(untilClosed(signal));
    },
    async marksOf({ platform, platformId }) {
      const where = { platform_platformId: { platform, platformId } };
      const known = await store.read.community.findUnique({ where, select: { settings: true } });
      return marksOf(communitySettings.parse(known?.settings ?? {}));
    },
    markReply: (mark, read) => track(followed(markReply(mark, read))),
    reconcileReply: (message, read) => track(followed(reconcileReply(marking, message, read))),
    importForum: (forum) => track(followed(importForum({ ...marking, platformOf }, forum))),
    async keptReplies(platform, since, take) {
      const where = { platform, createdAt: { gte: since } };
      const orderBy = { createdAt: 'desc' } as const;
      const replies = await store.read.personReply.findMany({ where, orderBy, take, include: { room: true } });
      return replies.map(({ messageId, room, text }) => ({ messageId, roomId: room.platformId, text }));
    },
    votesChanged: followUp.nudge,
    votesSettled: followUp.settled,
    shown: createShown(store, now),
    seen: createSeen(store),
    dmCommunities: createDmCommunities(store, hashMember, now),
    async findPlace(place) {
      const { community, room } = await findPlace(store, place, now());
      return { communityId: community.id, roomId: room.id };
    },
    roomChanged: (community, room) =>
      track(
        followed(
          store.write(async (tx) => {
            const { id } = await upsertCommunity(tx, community, now());
            await upsertRoom(tx, id, room, now());
          }),
        ),
      ),
    roomDeleted: (community, roomId) => track(roomDeleted(parts, community, roomId)),
    leave: (community) => track(leave(parts, community)),
    rankOf: (actor, communityId) => rankOf(store.read, actor, communityId),
    tellModerators: async (community, notice) =>
      (await platforms.get(community.platform)?.tellModerators(community, notice)) ?? false,
    recent: (who) => recentQuestions(store.read, hashMember, who),
    recall: (id, communityId) => recallQuestion(store.read, id, communityId),
    takeOver() {
      followUp.nudge(); // what a process that died left undone
      relabelling.nudge();
      return track(takeOver(parts, closing.signal));
    },
    async close() {
      closing.abort(new ShuttingDown('Quorum is stopping.'));
      await Promise.all(underWay);
      await followUp.settled();
      await relabelling.close();
    },
  };
}

/** What was marked as right was the text before: with that, its marks go. */
async function forgetEdited(store: Store, { platform, messageId, text }: Edit): Promise<void> {
  const edited = { platform, messageId, text: { not: text } };
  if ((await store.read.personReply.count({ where: edited })) > 0) await store.write((tx) => eraseReplies(tx, edited));
}
