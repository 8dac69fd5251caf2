import {
  ChannelType,
  type Client,
  type ForumChannel,
  type Message,
  type PublicThreadChannel,
  Routes,
} from 'discord.js';
import type { Bot, ForumPost, Marks } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import { markOf, marksIn, routeOf, signOf } from './mark.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { readUsers } from './read-back-votes.ts';
import { isByPerson } from './read-message.ts';
import { saysSolved } from './solved-tag.ts';

export interface ReadForumParts {
  client: Client;
  bot: Pick<Bot, 'marksOf'>;
  marked: Pick<MarkedMessages, 'readAnswer'>;
}

type Post = PublicThreadChannel<true>;

const mostPosts = 2000;
const mostMessages = 300;

/** Reads a forum's posts one after the other, those that people still talk in before those that are archived. */
export async function* readForum(
  { client, bot, marked }: ReadForumParts,
  forumId: string,
  signal: AbortSignal,
): AsyncGenerator<ForumPost> {
  const forum = await client.channels.fetch(forumId).catch(() => null);
  if (forum?.type !== ChannelType.GuildForum) throw noForum();
  const solved = new Set(forum.availableTags.filter(({ name }) => saysSolved(name)).map(({ id }) => id));
  if (solved.size === 0) throw noSolvedTag();
  const marks = await marksIn(bot, forum.guildId);
  let count = 0;
  for await (const post of postsOf(forum)) {
    if (signal.aborted || ++count > mostPosts) return;
    if (!post.appliedTags.some((tag) => solved.has(tag))) {
      yield { state: 'open' };
      continue;
    }
    const answer = await answerIn(client, post, marks, signal);
    const reply = answer && (await marked.readAnswer(answer));
    yield reply ? { state: 'answered', reply } : { state: 'unanswered' };
  }
}

async function* postsOf(forum: ForumChannel): AsyncGenerator<Post> {
  const { threads: active } = await forum.threads.fetchActive(false);
  for (const post of active.values()) if (isPost(post, forum)) yield post;
  for (let before: Post | undefined; ; ) {
    const page = await forum.threads.fetchArchived({ type: 'public', limit: 100, ...(before && { before }) }, false);
    const posts = [...page.threads.values()].filter((post): post is Post => isPost(post, forum));
    yield* posts;
    before = posts.at(-1);
    if (!page.hasMore || !before) return;
  }
}

function isPost(thread: { type: ChannelType; parentId: string | null }, forum: ForumChannel): thread is Post {
  return thread.type === ChannelType.PublicThread && thread.parentId === forum.id;
}

/** Of the replies that somebody else marked as right, the one that most did; the first of several. */
async function answerIn(
  client: Client,
  post: Post,
  marks: Marks,
  signal: AbortSignal,
): Promise<Message<true> | undefined> {
  const candidates: { message: Message<true>; votes: number }[] = [];
  for (const message of await messagesIn(post, signal)) {
    if (message.id === post.id || message.author.id === post.ownerId || !isByPerson(message)) continue;
    const votes = await votesOfOthers(client, message, marks);
    if (votes > 0) candidates.push({ message, votes });
  }
  return candidates.sort((a, b) => b.votes - a.votes || (BigInt(a.message.id) < BigInt(b.message.id) ? -1 : 1))[0]
    ?.message;
}

async function messagesIn(post: Post, signal: AbortSignal): Promise<Message<true>[]> {
  const found: Message<true>[] = [];
  for (let before: string | undefined; found.length < mostMessages && !signal.aborted; ) {
    const page = await post.messages.fetch({ limit: 100, cache: false, ...(before !== undefined && { before }) });
    found.push(...page.values());
    before = page.last()?.id;
    if (page.size < 100) break;
  }
  return found;
}

async function votesOfOthers(client: Client, message: Message<true>, marks: Marks): Promise<number> {
  const right = message.reactions.cache.filter(({ emoji }) => {
    const said = markOf(emoji, marks);
    return said !== undefined && signOf(said) === 1; // former marks said it as well
  });
  const others = new Set<string>();
  for (const { emoji } of right.values()) {
    const route = Routes.channelMessageReaction(message.channelId, message.id, routeOf(emoji));
    for (const { id, bot } of await readUsers(client.rest, route)) if (!bot && id !== message.author.id) others.add(id);
  }
  return others.size;
}

function noForum(): Failure {
  return new Failure('no-forum', 'A channel was to be read as a forum that is none.', {
    memberText: 'That is no forum, or I cannot read it.',
  });
}

function noSolvedTag(): Failure {
  return new Failure('no-solved-tag', 'A forum was to be read that has no tag for solved posts.', {
    memberText: 'No tag of that forum says that a post is solved. I look for names such as “Solved” or “Answered”.',
  });
}
