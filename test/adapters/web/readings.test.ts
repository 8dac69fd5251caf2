import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createWebApp } from '../../../src/adapters/web/index.ts';
import { startCommands } from '../../bot/commands/caller.ts';
import { webOptions } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { ownPort, readEvents, type Visitor, visit } from './visit.ts';

/** The page before a Quorum that is one, and people who ask and vote there. */
async function open() {
  const quorum = await startCommands({ answer: () => 'You cannot.' });
  const { bot, commands, readings, store, clock } = quorum;
  const own = { bot, commands, readings, clock, changeMark: store.changeMark };
  const web = createWebApp({ ...webOptions(createScriptedBot()), ...own, ownPort });
  const grace = visit(web);
  return {
    ...quorum,
    web,
    grace,
    read: async (path: string) => anything.parse(await (await grace.get(`/api/moderators/${path}`)).json()),
    async run(name: string, options: Record<string, unknown>, who = grace) {
      const response = await who.request('POST', `/api/commands/${name}`, { options });
      return anything.parse(await response.json());
    },
    /** A question of somebody's, and what others say of its answer. */
    async asked(text: string, votes: readonly (1 | -1)[] = []) {
      const asker = visit(web);
      const tab = await asker.openTab();
      await asker.ask(text);
      const { answer } = await tab.next('answered');
      for (const value of votes) await vote(visit(web), answer.id, value);
      await bot.votesSettled();
      await tab.close();
      return { asker, answer };
    },
  };
}

async function vote(who: Visitor, answerId: string, value: 1 | -1) {
  await who.get('/'); // where a visitor is given a name
  await who.request('PUT', `/api/answers/${answerId}/vote`, { value });
}

/** No more of what is told than is looked into here. */
const anything = z.looseObject({ items: z.array(z.looseObject({ id: z.string().optional() })).optional() });

describe('what moderators read on their page', () => {
  test('waits whole, is decided by the command, and can be taken back', async () => {
    const { asked, read, run } = await open();
    const { asker } = await asked('How do I pin nixpkgs?', [1, -1]);
    const review = await read('review');
    expect(review).toMatchObject({
      total: 1,
      items: [
        {
          ...{ kind: 'contested', kindWords: 'Contested', question: 'How do I pin nixpkgs?', text: 'You cannot.' },
          ...{ instead: null, since: expect.stringMatching(/^2023-.*Z$/) },
          words: { approve: 'Approve', edit: 'Correct', drop: 'Deny' },
        },
      ],
    });
    const item = review.items?.[0]?.id;
    expect(await run('review', { item, decision: 'drop' }, asker)).toEqual({
      error: 'You asked this yourself: somebody else has to decide.',
    });
    expect(await run('review', { item, decision: 'drop' })).toMatchObject({
      did: '**How do I pin nixpkgs?** was denied.',
    });
    expect(await run('review', { item, decision: 'approve' })).toMatchObject({
      did: expect.stringMatching(/^Nothing with that id waits here/),
    });
    expect(await read('review')).toEqual({ total: 0, items: [] });

    const feed = await read('feed?topic=review');
    expect(feed).toMatchObject({ total: 1, items: [{ kind: 'review.dropped', actor: 'the page', state: 'undoable' }] });
    await run('undo', { item: feed.items?.[0]?.id });
    expect(await read('feed')).toMatchObject({ total: 2, items: [{ kind: 'undo.done' }, { state: 'undone' }] });
    expect(await read('feed?most=1')).toMatchObject({ total: 2, items: [{ kind: 'undo.done' }] });
    expect(await read('review')).toMatchObject({ total: 1 });
  });

  test('has its gaps, its numbers over time, and how far it has come', async () => {
    const { asked, read, clock } = await open();
    await asked('How do I pin nixpkgs?', [-1, -1]);
    await asked('Why is my screen dark?', [1, 1]);
    await clock.advance(1000);
    expect(await read('gaps')).toMatchObject({
      total: 1,
      items: [{ name: 'nixpkgs, pin', count: 1, members: 1, reasons: { denied: 1, unsure: 0 } }],
    });
    const stats = await read('stats?period=day');
    expect(stats).toMatchObject({
      period: 'day',
      stretch: 'the last 24 hours',
      questions: { count: 2, before: 0, top: 2 },
      approval: { all: { voted: 2, interval: { share: 0.5 } } },
      thumbs: { up: 2, down: 2 },
    });
    const { moments, approval } = z
      .looseObject({ moments: z.array(z.string()), approval: z.looseObject({ over: z.array(z.unknown()) }) })
      .parse(stats);
    expect([moments.length, moments.at(-1), approval.over.length]).toEqual([24, '22:00', 24]);
    expect(approval.over.at(-1)).toMatchObject({ voted: 2, interval: { share: 0.5 } });
    expect(approval.over[0]).toBeNull();
    expect(await read('progress')).toMatchObject({ voted: 2, phase: 'setup', next: { phase: 'emerging', missing: 8 } });
  });

  test.each(['review', 'feed', 'gaps', 'stats', 'progress', 'lessons'])(
    '%s is refused to whoever may not, except what is for everyone',
    async (path) => {
      const visitor = visit(createWebApp({ ...webOptions(createScriptedBot()), ownPort }));
      const response = await visitor.get(`/api/moderators/${path}`);
      const isForEveryone = path === 'stats' || path === 'progress';
      if (isForEveryone) return expect(response.status).not.toBe(403);
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: expect.stringMatching(/is for moderators; you are none of them here\.$/) },
      ]);
    },
  );

  test.each(['review?most=0', 'feed?topic=weather', 'stats?period=century', 'gaps?page=2'])(
    'is not read where the request is %s',
    async (path) => {
      const visitor = visit(createWebApp({ ...webOptions(createScriptedBot()), ownPort }));
      const response = await visitor.get(`/api/moderators/${path}`);
      expect([response.status, await response.json()]).toEqual([
        400,
        { error: expect.stringContaining('cannot be read') },
      ]);
    },
  );

  test.each(['review', 'stats', 'events'])('%s is told to no other page and under no other name', async (path) => {
    const visitor = visit(createWebApp({ ...webOptions(createScriptedBot()), ownPort }));
    expect((await visitor.get(`/api/moderators/${path}`, { host: 'evil.example:7575' })).status).toBe(421);
    expect((await visitor.get(`/api/moderators/${path}`, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a page that watches', () => {
  test('is told when something has changed, whoever changed it, and not otherwise', async () => {
    const { grace, clock, store } = await open();
    await grace.get('/api/moderators/review'); // which makes the place known
    const events = readEvents(await grace.get('/api/moderators/events'));
    expect((await events.next('room')).room).toMatchObject({ community: { name: 'Playground' }, exchanges: [] });
    for (let second = 0; second < 10; second++) await clock.advance(1000);
    expect(await events.read()).toMatchObject({ type: 'status' });
    await store.write((tx) => tx.community.updateMany({ data: { name: 'Another' } }));
    await clock.advance(1000);
    expect(await events.read()).toEqual({ type: 'changed' });
    await events.close();
  });

  test('that reads slowly is not told over and over of what it has not read', async () => {
    const { grace, clock, store } = await open();
    await grace.get('/api/moderators/review'); // which makes the place known
    const events = readEvents(await grace.get('/api/moderators/events'));
    await events.next('room');
    for (let change = 0; change < 9; change++) {
      await store.write((tx) => tx.community.updateMany({ data: { name: `The ${change}th` } }));
      await clock.advance(1000);
    }
    await clock.advance(1000);
    const told = [];
    for (let event = await events.read(); event?.type === 'changed'; event = await events.read()) told.push(event);
    expect(told.length).toBeLessThan(4); // what is on its way cannot be called back
    await events.close();
  });

  test('is one of so many, and gone once it is closed', async () => {
    const { grace, web } = await open();
    await grace.get('/');
    const watch = async () => {
      const events = readEvents(await grace.get('/api/moderators/events'));
      await events.next('room');
      return events;
    };
    const all = [];
    for (let each = 0; each < 8; each++) all.push(await watch());
    expect((await grace.get('/api/moderators/events')).status).toBe(429);
    await all[0]?.close();
    const last = await watch();
    web.close();
    expect(await last.read()).toBeUndefined();
  });
});
