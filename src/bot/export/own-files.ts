/** Everything that a community owns, as texts: what it knows, what it was asked, what happened, and how it is set up. */
import { type Catalogue, type EntryView, exportEntries } from '../../knowledge/index.ts';
import type { Store } from '../../store/index.ts';
import { wornLabel } from '../worn-label.ts';
import { type Exporting, exportedQuestions, latestPair, votesOf } from './exported.ts';

export interface ExportFile {
  name: string;
  type: string;
  pieces: AsyncIterable<string>;
}

export function ownFiles(
  { store, catalogue }: { store: Store; catalogue: Pick<Catalogue, 'all' | 'list'> },
  exporting: Exporting,
  signal: AbortSignal,
): ExportFile[] {
  const lines = 'application/jsonl';
  return [
    { name: 'knowledge.jsonl', type: lines, pieces: exportEntries(told(catalogue.all(), exporting), 'jsonl') },
    { name: 'bad-examples.json', type: 'application/json', pieces: badExamples(catalogue, exporting) },
    { name: 'questions.jsonl', type: lines, pieces: questionLines(store, exporting, signal) },
    { name: 'replies.jsonl', type: lines, pieces: replyLines(store, exporting, signal) },
    { name: 'feed.jsonl', type: lines, pieces: feedLines(store, exporting, signal) },
    { name: 'settings.json', type: 'application/json', pieces: settingsText(store, exporting) },
  ];
}

async function* told(entries: AsyncIterable<EntryView>, { roomId }: Exporting): AsyncGenerator<EntryView> {
  for await (const entry of entries) if (entry.roomId === roomId) yield entry;
}

/** What members denied, as agents keep it: imported, it is denied there as well, and never found. */
async function* badExamples(catalogue: Pick<Catalogue, 'list'>, { roomId }: Exporting): AsyncGenerator<string> {
  const denied: object[] = [];
  for (let after: string | undefined; ; ) {
    const page = await catalogue.list({ state: 'bad', limit: pageSize, after });
    const told = page.filter((entry) => entry.roomId === roomId && entry.kind === 'pair');
    denied.push(...told.map(({ id, question, answer }) => ({ id, question, answer, approved: false })));
    after = page.at(-1)?.id;
    if (page.length < pageSize) break;
  }
  yield JSON.stringify({ conversation_history: denied }, null, 2);
}

/** Whoever asked is told by their hash alone, and whoever voted by how many they are. */
async function* questionLines(store: Store, exporting: Exporting, signal: AbortSignal): AsyncGenerator<string> {
  for await (const asked of exportedQuestions(store, exporting, signal)) {
    const { question, answer } = latestPair(asked);
    const { id, state, createdAt, origin, consent, trainable, member, room, manner, role, version, model } = asked;
    const label = wornLabel({ ...asked, standing: asked.standing ?? 'open' });
    const own = { id, askedAt: createdAt, askedBy: member.hash, room: room.name, origin, consent, trainable, state };
    const given = answer && {
      ...{ answer: answer.text, manner, label, role, version, model },
      ...{ category: asked.category, standing: asked.standing, votes: votesOf(asked) },
    };
    yield `${JSON.stringify({ ...own, question, ...given })}\n`;
  }
}

/** What people replied to each other, of those who agreed that it is kept: with their name, as it is shown. */
async function* replyLines(
  { read }: Store,
  { communityId, roomId, until }: Exporting,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const here = roomId === null ? { communityWide: true } : { communityWide: false, roomId };
  const isAgreed = { memberships: { some: { communityId, teaches: 'granted' } } } as const;
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const page = await read.personReply.findMany({
      where: { communityId, ...here, createdAt: { lt: until }, author: isAgreed, ...(after && { id: { gt: after } }) },
      select: { id: true, question: true, text: true, url: true, authorName: true, standing: true, createdAt: true },
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    for (const reply of page) yield `${JSON.stringify(reply)}\n`;
    after = page.at(-1)?.id;
    if (page.length < pageSize) return;
  }
}

const pageSize = 500;

async function* feedLines(
  { read }: Store,
  { communityId, roomId, until }: Exporting,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const page = await read.feedItem.findMany({
      where: { communityId, roomId, createdAt: { lt: until }, ...(after !== undefined && { id: { gt: after } }) },
      select: { id: true, kind: true, actor: true, what: true, createdAt: true, undoneAt: true },
      orderBy: { id: 'asc' },
      take: pageSize,
    });
    for (const item of page) yield `${JSON.stringify(item)}\n`;
    after = page.at(-1)?.id;
    if (page.length < pageSize) return;
  }
}

/** Of rooms, those that everyone can read, or the one that is exported. */
async function* settingsText({ read }: Store, { communityId, roomId }: Exporting): AsyncGenerator<string> {
  const { name, platform, release, paused, settings } = await read.community.findUniqueOrThrow({
    where: { id: communityId },
  });
  const rooms = await read.room.findMany({
    where: { communityId, kind: { not: 'dm' }, ...(roomId === null ? { open: true } : { id: roomId }) },
    select: { name: true, platformId: true, kind: true, mode: true, settings: true },
    orderBy: { platformId: 'asc' },
  });
  yield JSON.stringify({ name, platform, release, paused, settings, rooms }, null, 2);
}
