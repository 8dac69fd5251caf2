import type { Clock } from '../clock.ts';
import { newId, type Store, type Tx } from '../store/index.ts';
import { acceptEntry, refuseTwin } from './accept-entry.ts';
import type { EntryView } from './entry-view.ts';
import { entryOf, keepEntry, leave } from './keep-entry.ts';
import { learnedUri, taughtUri } from './learned.ts';
import { allEntries, findEntry, historyOf, type ListFilter, listEntries, viewOf } from './list-entries.ts';
import { announceRelease } from './release.ts';
import { tidyIndex } from './word-index/tidy.ts';

export type { ListFilter } from './list-entries.ts';

/** What a community knows, as those see and change it who look after it. */
export interface Catalogue {
  add(entry: TaughtEntry, options?: { anyway?: boolean; also?: Also }): Promise<EntryView>;
  /** Throws where `add` would, and keeps nothing. */
  check(entry: Pick<TaughtEntry, 'question' | 'answer' | 'roomId'>): Promise<void>;
  /**
   * Puts a new entry in the place of one; the old one stays in its history. What was said of the old words is not said of
   * new ones, and what was learned is a person's from then on.
   */
  edit(id: string, change: EntryChange, options?: { also?: Also }): Promise<EntryView>;
  retire(id: string, options?: { also?: Also }): Promise<EntryView>;
  /** By its id, or by the end of it where no other ends like it. */
  show(id: string): Promise<EntryView>;
  /** The entry with all that was known in its place before and after it, oldest first. */
  history(id: string): Promise<EntryView[]>;
  list(filter: ListFilter): Promise<EntryView[]>;
  /** Says that the subject has a new version; entries for older ones are due for review. Returns how many became so. */
  release(version: string): Promise<number>;
  /** Everything known, oldest first, a page at a time. */
  all(): AsyncIterable<EntryView>;
}

/** What is written in the same transaction as an entry: that somebody wrote it. */
export type Also = (tx: Tx, entryId: string) => Promise<void>;

export interface TaughtEntry {
  question: string;
  answer: string;
  category?: string | undefined;
  url?: string | undefined;
  holdsFor?: string | undefined;
  verified: boolean;
  roomId?: string | undefined;
}

export type EntryChange = Partial<Omit<TaughtEntry, 'roomId'>> & { roomId?: string | null };

export interface CatalogueParts {
  store: Store;
  clock: Clock;
  communityId: string;
  /** Called after entries were added, so that they are embedded soon. */
  onAdded?: () => void;
}

export function createCatalogue({ store, clock, communityId, onAdded = () => {} }: CatalogueParts): Catalogue {
  const { read } = store;
  const now = () => new Date(clock.now());

  async function afterwards(id: string): Promise<EntryView> {
    await tidyIndex(store, { communityId, now: now() }).catch(() => {}); // found all the same, and tidied next time
    onAdded();
    return viewOf(read, id);
  }

  async function taughtSource(tx: Tx): Promise<string> {
    const source = { communityId, uri: taughtUri };
    const { id } = await tx.source.upsert({
      where: { communityId_uri: source },
      create: { ...source, name: 'Taught here', createdAt: now() },
      update: {},
    });
    return id;
  }

  return {
    async add({ question, answer, category, url, holdsFor = null, verified, roomId = null }, options = {}) {
      const { anyway = false, also } = options;
      const id = newId(clock.now());
      const optional = { ...(category && { category }), ...(url && { url }) };
      const draft = acceptEntry({ key: id, kind: 'pair', title: question, text: answer, ...optional });
      if (!anyway) await refuseTwin(store, communityId, draft, roomId);
      const rest = { id, communityId, audienceRoomId: roomId, verified, holdsFor, supersedesId: null };
      await store.write(async (tx) => {
        const sourceId = await taughtSource(tx);
        await keepEntry(tx, entryOf(draft, { ...rest, sourceId, standing: 'open', createdAt: now() }));
        await also?.(tx, id);
      });
      return afterwards(id);
    },

    async check({ question, answer, roomId = null }) {
      const draft = acceptEntry({ key: 'new', kind: 'pair', title: question, text: answer });
      await refuseTwin(store, communityId, draft, roomId);
    },

    async edit(named, change, { also } = {}) {
      const old = await findEntry(read, communityId, named);
      const { question = old.title, answer = old.text, category = old.category, url = old.url } = change;
      const { verified = old.verified, holdsFor = old.holdsFor, roomId = old.audienceRoomId } = change;
      const optional = { ...(category && { category }), ...(url && { url }) };
      const draft = acceptEntry({ key: old.key, kind: old.kind, title: question, text: answer, ...optional });
      const id = newId(clock.now());
      const isNew = draft.title !== old.title || draft.text !== old.text;
      const standing = isNew ? 'open' : old.standing;
      const rest = { id, communityId, standing, audienceRoomId: roomId, verified, holdsFor, credit: old.credit };
      const learned = await read.source.findFirst({ where: { id: old.sourceId, uri: learnedUri } });
      await store.write(async (tx) => {
        const sourceId = learned ? await taughtSource(tx) : old.sourceId;
        await keepEntry(tx, entryOf(draft, { ...rest, sourceId, supersedesId: old.id, createdAt: now() }));
        await also?.(tx, id);
      });
      return afterwards(id);
    },

    async retire(named, { also } = {}) {
      const { id } = await findEntry(read, communityId, named);
      await store.write(async (tx) => {
        await leave(tx, id, 'retired', now());
        await also?.(tx, id);
      });
      return viewOf(read, id);
    },

    show: async (named) => viewOf(read, (await findEntry(read, communityId, named)).id),
    history: async (named) => historyOf(read, await findEntry(read, communityId, named)),
    list: (filter) => listEntries(read, communityId, filter),
    release: (version) => announceRelease(store, communityId, version, now()),
    all: () => allEntries(read, communityId),
  };
}
