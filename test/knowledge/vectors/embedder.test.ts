import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createEmbedder, type EmbedderOptions } from '../../../src/knowledge/vectors/embedder.ts';
import type { Log } from '../../../src/log.ts';
import { type EmbedRequest, ModelFailure } from '../../../src/models/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { type MemoryHost, memoryHost, question, startHosts } from '../../models/host-builder.ts';
import { all } from '../../models/provider-contract.ts';
import { scratchStore } from '../../scratch.ts';
import { type Community, createCommunity } from '../community.ts';
import { addVectors } from './made-vectors.ts';

const never = new AbortController().signal;
const nomic = { name: 'nomic-embed-text:latest', purpose: 'embedding' as const };
const mini = { name: 'all-minilm:latest', purpose: 'embedding' as const };
const nomicName = 'nomic-embed-text:latest|nomic-1';
const miniName = 'all-minilm:latest|plain-1';

let store: Store;
let community: Community;
beforeEach(async () => {
  store = await scratchStore();
  community = await createCommunity(store);
});

describe('the embedder', () => {
  test('takes the first wanted model that a host has, whatever tag is left out', async () => {
    const { embedder } = start({ models: ['absent', 'nomic-embed-text', 'all-minilm'], installed: [mini, nomic] });
    expect(await embedder.current(never)).toEqual({ model: nomic.name, embedding: nomicName });
  });

  test('has no model where no host has one', async () => {
    const { embedder } = start({ models: ['absent'] });
    expect(await embedder.current(never)).toBeUndefined();
    expect(await embedder.embedQuestion('Where?', never)).toBeUndefined();
    await community.addUnindexed([{}]);
    expect(await embedder.progress(community.communityId, never)).toEqual({ embedded: 0, missing: 1 });
  });

  test('asks with the prefix of a question', async () => {
    const { embedder, asked } = start();
    const embedded = await embedder.embedQuestion('Where is it?', never);
    expect(embedded?.embedding).toBe(nomicName);
    expect(embedded?.vector.length).toBeGreaterThan(0);
    expect(asked).toEqual([['search_query: Where is it?']]);
  });

  test('gives every live entry a vector, in batches of sixteen, short texts together', async () => {
    const texts = Array.from({ length: 40 }, (_, at) => ({ title: 'T', text: 'word '.repeat(1 + ((at * 7) % 40)) }));
    const ids = await community.addUnindexed([...texts, { standing: 'denied' }, {}]);
    await community.retire(ids.at(-1) ?? '');
    const { embedder, asked, run } = start();
    run();
    await progresses(embedder, { embedded: 40, missing: 0 });
    expect(asked.map((batch) => batch.length)).toEqual([16, 16, 8]);
    const lengths = asked.flat().map((text) => text.length);
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    expect(asked.flat().every((text) => text.startsWith('search_document: T\nword'))).toBe(true);
    expect(await store.read.entryVector.count()).toBe(40);
  });

  test('leaves alone what is staged by an import until that import is done', async () => {
    const importId = await community.startImport();
    await community.addUnindexed([{ importId }, {}]);
    const { embedder, run } = start();
    run();
    await progresses(embedder, { embedded: 1, missing: 0 });
    await store.write((tx) => tx.import.update({ where: { id: importId }, data: { state: 'done' } }));
    embedder.nudge();
    await progresses(embedder, { embedded: 2, missing: 0 });
  });

  test('goes on where it was broken off', async () => {
    const [first] = await community.addUnindexed(Array.from({ length: 20 }, () => ({})));
    await addVectors(store, nomicName, new Map([[first ?? '', Float32Array.of(1, 0)]]));
    const { embedder, asked, run } = start();
    run();
    await progresses(embedder, { embedded: 20, missing: 0 });
    expect(asked.flat()).toHaveLength(19);
  });

  test('sends a long text no further than its model can read', async () => {
    await community.addUnindexed([{ title: 'T', text: 'word '.repeat(5000) }]);
    const { embedder, asked, run } = start({ installed: [{ ...nomic, longestContext: 100 }] });
    run();
    await progresses(embedder, { embedded: 1, missing: 0 });
    expect(asked[0]?.[0]?.length).toBeLessThanOrEqual(300);
  });

  test('waits while members ask, and goes on when they are answered', async () => {
    await community.addUnindexed([{}]);
    const { embedder, asked, host, hosts, clock, run } = start();
    await hosts.available(never);
    const release = host.hold('chat');
    const answer = all(hosts.chat(question(), never));
    await setImmediate();
    run();
    await vi.waitFor(() => expect(clock.nextAtMs()).toBe(500));
    await clock.advance(5_000);
    expect(asked).toEqual([]);
    release();
    await answer;
    await clock.advance(500);
    await progresses(embedder, { embedded: 1, missing: 0 });
  });

  test('sends one batch a minute where members never stop asking', async () => {
    await community.addUnindexed([{}]);
    const { asked, host, hosts, clock, run } = start();
    await hosts.available(never);
    host.hold('chat');
    void all(hosts.chat(question(), never)).catch(() => {});
    await setImmediate();
    run();
    await vi.waitFor(() => expect(clock.nextAtMs()).toBe(500));
    await clock.advance(61_000);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });

  test('leaves out a text that is refused, says so, and embeds the rest', async () => {
    const entries = Array.from({ length: 20 }, (_, at) => ({ title: at === 7 ? 'poison' : 'fine' }));
    const ids = await community.addUnindexed(entries);
    const { embedder, log, run } = start({ fail: (texts) => has(texts, 'poison') && 'bad-request' });
    run();
    await progresses(embedder, { embedded: 19, missing: 1 });
    expect(log.warnings).toContainEqual(expect.objectContaining({ entryId: ids[7] }));
  });

  test('finds out a text that crashes its model, and embeds the rest', async () => {
    const entries = Array.from({ length: 20 }, (_, at) => ({ title: at === 0 ? 'poison' : 'fine, and longer' }));
    const ids = await community.addUnindexed(entries);
    const { embedder, clock, log, run } = start({ fail: (texts) => has(texts, 'poison') && 'out-of-memory' });
    run();
    await vi.waitFor(() => expect(clock.nextAtMs()).toBe(5_000));
    await clock.advance(5_000);
    await progresses(embedder, { embedded: 19, missing: 1 });
    await vi.waitFor(() => expect(log.warnings).toContainEqual(expect.objectContaining({ entryId: ids[0] })));
  });

  test('backs off from a host that fails, blames no text for it, and goes on when it is back', async () => {
    await community.addUnindexed([{}, {}, {}]);
    let isDown = true;
    const { embedder, asked, clock, log, run } = start({ fail: () => isDown && 'busy' });
    run();
    await vi.waitFor(async () => {
      await clock.advance(500); // the pause before a busy host is asked once more
      expect(log.warnings).toHaveLength(1);
    });
    isDown = false;
    expect(asked.every((batch) => batch.length === 3)).toBe(true);
    await vi.waitFor(async () => {
      await clock.advance(5_000);
      expect(await embedder.progress(community.communityId, never)).toEqual({ embedded: 3, missing: 0 });
    });
  });

  test('makes all vectors anew for another model, and only then deletes the old ones', async () => {
    const ids = await community.addUnindexed(Array.from({ length: 20 }, () => ({})));
    await addVectors(store, 'older|1', new Map(ids.map((id) => [id, Float32Array.of(1, 0)])));
    const old: number[] = [];
    const { run } = start({
      fail: () => {
        void store.read.entryVector.count({ where: { embedding: 'older|1' } }).then((count) => old.push(count));
        return false;
      },
    });
    run();
    await vi.waitFor(async () => {
      expect(await store.read.entryVector.count({ where: { embedding: 'older|1' } })).toBe(0);
    });
    expect(await store.read.entryVector.count({ where: { embedding: nomicName } })).toBe(20);
    expect(old).toEqual([20, 20]);
  });

  test('keeps the vectors of a model that is wanted more and is only away', async () => {
    const ids = await community.addUnindexed([{}]);
    await addVectors(store, nomicName, new Map(ids.map((id) => [id, Float32Array.of(1, 0)])));
    await addVectors(store, 'older|1', new Map(ids.map((id) => [id, Float32Array.of(1, 0)])));
    const { run } = start({ models: ['nomic-embed-text', 'all-minilm'], installed: [mini] });
    run();
    await vi.waitFor(async () => {
      const rows = await store.read.entryVector.findMany({ orderBy: { embedding: 'asc' } });
      expect(rows.map(({ embedding }) => embedding)).toEqual([miniName, nomicName]);
    });
  });

  test('ends promptly, wherever it is, when it is told to', async () => {
    await community.addUnindexed([{}]);
    for (const installed of [[nomic], []]) {
      const { clock, run } = start({ installed, fail: () => 'unreachable' });
      const { ended, stop } = run();
      await vi.waitFor(() => expect(clock.waiting).toBeGreaterThan(1));
      stop();
      await ended;
    }
    const { embedder, run } = start();
    const { ended, stop } = run();
    await progresses(embedder, { embedded: 1, missing: 0 });
    stop();
    await expect(ended).resolves.toBeUndefined();
  });
});

interface Settings extends Partial<Pick<EmbedderOptions, 'models'>> {
  installed?: { name: string; purpose: 'embedding'; longestContext?: number }[];
  /** How the host fails on these texts, if it does. */
  fail?: (texts: readonly string[]) => 'bad-request' | 'out-of-memory' | 'busy' | 'unreachable' | false;
}

/** An embedder on one host in memory, and what that host was asked to embed. */
function start({ models = ['nomic-embed-text'], installed = [nomic], fail = () => false }: Settings = {}) {
  const asked: string[][] = [];
  const host: MemoryHost = memoryHost('gpu', {
    models: [{ name: 'talker', purpose: 'chat' }, ...installed],
    parallel: 1,
  });
  const { embed } = host.provider;
  host.provider.embed = async (request: EmbedRequest, signal) => {
    const code = fail(request.texts);
    if (code) throw new ModelFailure(code, `It is ${code}.`);
    asked.push(request.texts);
    return embed(request, signal);
  };
  const { clock, hosts } = startHosts([host]);
  const log = createListeningLog();
  const embedder = createEmbedder({ store, hosts, models, clock, log });
  const run = () => {
    const ending = new AbortController();
    const ended = embedder.run(ending.signal);
    onTestFinished(async () => {
      ending.abort();
      await ended;
    });
    return { ended, stop: () => ending.abort() };
  };
  return { embedder, asked, host, hosts, clock, log, run };
}

function createListeningLog(): Log & { warnings: unknown[] } {
  const warnings: unknown[] = [];
  return { warnings, debug() {}, info() {}, error() {}, warn: (_, facts) => warnings.push(facts) };
}

function has(texts: readonly string[], word: string): boolean {
  return texts.some((text) => text.includes(word));
}

async function progresses(embedder: ReturnType<typeof createEmbedder>, to: { embedded: number; missing: number }) {
  await vi.waitFor(async () => expect(await embedder.progress(community.communityId, never)).toEqual(to));
}
