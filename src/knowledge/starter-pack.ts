import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { insertEntries, newId, plainEntry, type Store } from '../store/index.ts';
import { likenessOf } from './import/near-duplicates.ts';
import { indexEntries } from './word-index/index-entries.ts';

const file = join(import.meta.dirname, '../../prisma/starter/nixos.yaml');

const starterCategories = [
  'how-to',
  'code',
  'debugging',
  'design',
  'explanation',
  'testing',
  'concept',
  'other',
] as const;

const starterPack = z.strictObject({
  name: z.string().min(1),
  entries: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z0-9-]+$/),
        category: z.enum(starterCategories),
        question: z.string().min(1),
        answer: z.string().min(1),
        url: z.url({ protocol: /^https$/ }).optional(),
      }),
    )
    .min(1),
});

export type StarterPack = z.infer<typeof starterPack>;

export function readStarterPack(): StarterPack {
  return starterPack.parse(parse(readFileSync(file, 'utf8')));
}

/** Puts the starter pack into a community that never had it. Returns how many entries it brought. */
export async function loadStarterPack(store: Store, clock: Clock, communityId: string): Promise<number> {
  const source = { communityId, uri: 'pack:nixos' };
  const had = await store.read.source.findUnique({ where: { communityId_uri: source } });
  if (had) return 0;
  const pack = readStarterPack();
  const createdAt = new Date(clock.now());
  return store.write(async (tx) => {
    const known = await tx.source.findUnique({ where: { communityId_uri: source } });
    if (known) return 0; // another process was quicker
    const { id: sourceId } = await tx.source.create({ data: { ...source, name: pack.name, createdAt } });
    const entries = pack.entries.map(({ key, category, question, answer, url }) => ({
      ...plainEntry,
      id: newId(clock.now()),
      communityId,
      sourceId,
      key,
      title: question,
      text: answer.trim(),
      category,
      url: url ?? null,
      verified: true,
      createdAt,
      likeness: Uint8Array.from(likenessOf(question, answer)),
    }));
    await insertEntries(tx, entries);
    await indexEntries(tx, { communityId, now: createdAt }, entries);
    return entries.length;
  });
}
