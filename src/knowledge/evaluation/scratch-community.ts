import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertEntries, newId, openStore, plainEntry, type Store } from '../../store/index.ts';
import { indexEntries } from '../word-index/index-entries.ts';
import { tidyIndex } from '../word-index/tidy.ts';
import type { SetDocument } from './read-set.ts';

export interface ScratchCommunity {
  store: Store;
  url: string;
  communityId: string;
  /** The group that each entry belongs to. */
  groups: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const batchSize = 2000;

/** A store of its own that holds the documents as they are, every row, and is thrown away. */
export async function openScratchCommunity(documents: readonly SetDocument[], now: Date): Promise<ScratchCommunity> {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-eval-'));
  const url = `file:${join(folder, 'eval.db')}`;
  const store = await openStore({ url });
  const community = { platform: 'eval', platformId: 'eval', name: 'Evaluation', createdAt: now };
  const { communityId, sourceId } = await store.write(async (tx) => {
    const { id } = await tx.community.create({ data: community });
    const source = await tx.source.create({
      data: { communityId: id, uri: 'eval:', name: 'Evaluation', createdAt: now },
    });
    return { communityId: id, sourceId: source.id };
  });
  const groups = new Map<string, string>();
  for (let from = 0; from < documents.length; from += batchSize) {
    const entries = documents.slice(from, from + batchSize).map(({ group, title, text }, index) => {
      const id = newId(now.getTime());
      groups.set(id, group);
      return {
        ...plainEntry,
        kind: 'passage' as const,
        id,
        communityId,
        sourceId,
        key: String(from + index),
        title,
        text,
        createdAt: now,
      };
    });
    await store.write(async (tx) => {
      await insertEntries(tx, entries);
      await indexEntries(tx, { communityId, now }, entries);
    });
  }
  await tidyIndex(store, { communityId, now });
  return {
    store,
    url,
    communityId,
    groups,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
