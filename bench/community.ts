import { readStarterPack, wordsVersion } from '../src/knowledge/index.ts';
import { indexEntries } from '../src/knowledge/word-index/index-entries.ts';
import { tidyIndex } from '../src/knowledge/word-index/tidy.ts';
import { insertEntries, newId, openStore, plainEntry, type Store } from '../src/store/index.ts';

const now = new Date(0);
const batchSize = 2000;

/** A pair in the words of the starter pack, drawn anew for each number. */
export function madePair(number: number): { question: string; answer: string } {
  return { question: `${drawn(number, 11)} ${number}?`, answer: drawn(number + 1, 80) };
}

const words = readStarterPack().entries.flatMap(({ answer }) => answer.split(/\s+/));

function drawn(number: number, count: number): string {
  return Array.from(
    { length: count },
    (_, at) => words[(number * 7919 + at * 104_729 + at * at * 31) % words.length],
  ).join(' ');
}

/** A community with this many entries: the starter pack, and made ones. */
export async function openCommunity(
  url: string,
  entries: number,
  place = { platform: 'bench', platformId: 'bench' },
): Promise<{ store: Store; communityId: string }> {
  const store = await openStore({ url });
  const pack = readStarterPack().entries;
  const { communityId, sourceId } = await store.write(async (tx) => {
    const { id } = await tx.community.create({
      data: { ...place, name: 'Bench', wordsVersion, createdAt: now },
    });
    const source = await tx.source.create({ data: { communityId: id, uri: 'bench:', name: 'Bench', createdAt: now } });
    return { communityId: id, sourceId: source.id };
  });
  for (let from = 0; from < entries; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, entries - from) }, (_, index) => {
      const { question, answer } = pack[from + index] ?? madePair(from + index);
      const own = { id: newId(from), key: String(from + index), title: question, text: answer };
      return { ...plainEntry, verified: true, createdAt: now, ...own, communityId, sourceId };
    });
    await store.write(async (tx) => {
      await insertEntries(tx, batch);
      await indexEntries(tx, { communityId, now }, batch);
    });
  }
  await tidyIndex(store, { communityId, now });
  return { store, communityId };
}
