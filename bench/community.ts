import { readStarterPack } from '../src/knowledge/index.ts';
import { openStore, type Store } from '../src/store/index.ts';

/** A community with this many entries: the starter pack, and made ones of its words in another order. */
export async function openCommunity(url: string, entries: number): Promise<{ store: Store; communityId: string }> {
  const store = await openStore({ url });
  const createdAt = new Date(0);
  const pack = readStarterPack().entries;
  const words = pack.flatMap(({ answer }) => answer.split(/\s+/));
  const made = (number: number) =>
    Array.from({ length: 80 }, (_, index) => words[(number * 7919 + index * 104_729) % words.length]).join(' ');
  const communityId = await store.write(async (tx) => {
    const { id } = await tx.community.create({
      data: { platform: 'bench', platformId: 'bench', name: 'Bench', createdAt },
    });
    const { id: sourceId } = await tx.source.create({
      data: { communityId: id, uri: 'bench:', name: 'Bench', createdAt },
    });
    await tx.entry.createMany({
      data: Array.from({ length: entries }, (_, number) => {
        const entry = pack[number];
        const [title, text] = entry ? [entry.question, entry.answer] : [`${made(number).slice(0, 60)}?`, made(number)];
        return {
          communityId: id,
          sourceId,
          key: String(number),
          kind: 'pair' as const,
          title,
          text,
          verified: true,
          createdAt,
        };
      }),
    });
    return id;
  });
  return { store, communityId };
}
