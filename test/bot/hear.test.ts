import { describe, expect, test } from 'vitest';
import { helpWaitMs, kindsOf, recordingReply, startQuorum, until } from './quorum-builder.ts';

const firefox = { title: 'How do I install Firefox?', text: 'Set `programs.firefox.enable = true;` and rebuild.' };
const asking = 'how do I install firefox?';

async function inRoom(mode: 'mention' | 'help' | 'draft' | 'off', own: Parameters<typeof startQuorum>[0] = {}) {
  const quorum = await startQuorum(own);
  await quorum.knows(firefox);
  await quorum.room({ mode });
  return quorum;
}

describe('asked directly, Quorum', () => {
  test.each(['mention', 'help'] as const)('answers at once in a room of mode %s', async (mode) => {
    const { say } = await inRoom(mode);
    const { outcome, opened } = await say(asking, { addressed: 'mention' });
    expect(await outcome).toMatchObject({ state: 'answered', answer: { text: firefox.text } });
    expect(opened).toEqual([{ asked: true }]);
  });

  test('refuses in a room that is off and in a paused community, and says why', async () => {
    const { say, store } = await inRoom('off');
    const { outcome, events } = await say(asking, { addressed: 'reply' });
    expect(await outcome).toMatchObject({ state: 'refused', refusal: { code: 'room-off' } });
    expect(kindsOf(events)).toEqual(['refused']);
    await store.write((tx) => tx.community.updateMany({ data: { paused: true } }));
    const paused = await say(asking, { addressed: 'mention' });
    expect(await paused.outcome).toMatchObject({ state: 'refused', refusal: { code: 'paused' } });
  });

  test('takes what was typed just before along', async () => {
    const { say, store } = await inRoom('help');
    const before = await say('I want Firefox, sound and all.');
    const { outcome } = await say('', { addressed: 'mention' });
    expect((await outcome).state).toBe('answered');
    expect(await store.read.revision.findMany({ select: { text: true } })).toEqual([
      { text: 'I want Firefox, sound and all.' },
    ]);
    expect(before.opened).toEqual([]);
  });

  test('brings what came with the message', async () => {
    const { say, ollama } = await inRoom('mention');
    const fetchAttached = async () => ({ attached: [{ name: 'error.log', text: 'EACCES: no permission' }] });
    const { outcome } = await say('what does this mean in my log?', { addressed: 'mention', fetchAttached });
    expect((await outcome).state).toBe('answered');
    expect(ollama.chats).toHaveLength(1);
  });

  test('answers although what came with the message cannot be had', async () => {
    const { say } = await inRoom('mention');
    const fetchAttached = () => Promise.reject(new Error('gone'));
    const { outcome } = await say(asking, { addressed: 'mention', fetchAttached });
    expect((await outcome).state).toBe('answered');
  });
});

describe('asked by nobody, Quorum', () => {
  test.each(['mention', 'off'] as const)('says nothing in a room of mode %s, and keeps nothing', async (mode) => {
    const { say, store, clock } = await inRoom(mode);
    const { outcome, opened } = await say(asking);
    expect(await outcome).toEqual({ state: 'ignored' });
    expect(clock.waiting).toBe(0);
    expect(opened).toEqual([]);
    expect(await store.read.question.count()).toBe(0);
  });

  test('says nothing in a paused community, and keeps nothing', async () => {
    const { say, store } = await inRoom('help');
    await store.write((tx) => tx.community.updateMany({ data: { paused: true } }));
    expect(await (await say(asking)).outcome).toEqual({ state: 'ignored' });
    expect(await store.read.question.count()).toBe(0);
  });

  test('answers in a help room once people had their minute', async () => {
    const { say, clock, store } = await inRoom('help');
    const sentAt = new Date(clock.now());
    const { outcome, events, opened, messageId } = await say(asking);
    await clock.advance(helpWaitMs - 1);
    expect(opened).toEqual([]);
    expect(await store.read.question.count()).toBe(0);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ state: 'answered', answer: { text: firefox.text } });
    expect(opened).toEqual([{ asked: false }]);
    expect(kindsOf(events)).toEqual(['admitted', 'answered']);
    expect(await store.read.question.findFirst()).toMatchObject({ asked: false, state: 'answered' });
    const again = await say(asking, { messageId, sentAt });
    await clock.advance(helpWaitMs);
    expect((await again.outcome).state).toBe('repeated');
    expect(again.opened).toEqual([]);
  });

  test('stays silent when it is not confident, without a sign and without asking a model', async () => {
    const { say, clock, ollama, store } = await inRoom('help');
    const { outcome, events } = await say('what is the airspeed of an unladen swallow?');
    await clock.advance(helpWaitMs);
    expect(await outcome).toEqual({ state: 'cancelled', why: 'needless' });
    expect(kindsOf(events)).toEqual(['admitted', 'cancelled']);
    expect(ollama.chats).toEqual([]);
    expect(await store.read.question.findFirst()).toMatchObject({ state: 'cancelled', stateReason: 'needless' });
  });

  test('does not even look for what is no question', async () => {
    const { say, clock, store } = await inRoom('help');
    const { outcome, opened } = await say('lol firefox');
    await clock.advance(helpWaitMs);
    expect(await outcome).toEqual({ state: 'ignored' });
    expect(opened).toEqual([]);
    expect(await store.read.question.count()).toBe(0);
  });

  test('stays silent when a person was quicker, or the room was switched off meanwhile', async () => {
    const { say, clock, store } = await inRoom('help');
    const { outcome } = await say(asking);
    await say('programs.firefox.enable', { memberId: 'bob' });
    await clock.advance(helpWaitMs);
    expect(await outcome).toEqual({ state: 'ignored' });
    await clock.advance(helpWaitMs);

    const second = await say(asking, { memberId: 'eve' });
    await store.write((tx) => tx.room.updateMany({ data: { mode: 'off' } }));
    await clock.advance(helpWaitMs);
    expect(await second.outcome).toEqual({ state: 'ignored' });
    expect(await store.read.question.count()).toBe(0);
  });

  test('answers what was typed in pieces once, under the last of them', async () => {
    const { say, clock, store, bot } = await inRoom('help');
    const first = await say('hi');
    await clock.advance(20_000);
    const last = await say(asking, { fetchAttached: async () => ({ attached: [{ name: 'a.nix', text: '{ }' }] }) });
    await clock.advance(helpWaitMs - 20_000);
    expect(await first.outcome).toEqual({ state: 'ignored' });
    expect(last.opened).toEqual([]);
    await clock.advance(20_000);
    expect(await last.outcome).toMatchObject({ state: 'answered' });
    expect(await store.read.question.findMany({ include: { revisions: true } })).toMatchObject([
      {
        messageId: last.messageId,
        revisions: [{ text: `hi\n${asking}`, attached: [{ name: 'a.nix', text: '{ }' }] }],
      },
    ]);
    await bot.withdraw({ platform: 'test', messageId: first.messageId });
    expect(await store.read.revision.findFirst()).toMatchObject({ text: asking, attached: [] });
  });

  test('forgets what was typed in pieces when one of them is deleted and nobody knows any more which', async () => {
    const { say, clock, store, storeUrl } = await inRoom('help');
    const first = await say('hi');
    const last = await say(asking);
    await clock.advance(helpWaitMs);
    expect(await last.outcome).toMatchObject({ state: 'answered' });
    const { bot } = await startQuorum({ url: storeUrl, clock });
    await bot.withdraw({ platform: 'test', messageId: first.messageId });
    expect(await store.read.revision.findFirst()).toMatchObject({ text: '' });
  });

  test('opens a forum post’s conversation at most, and answers there later only when asked', async () => {
    const { say, clock, room } = await inRoom('mention');
    const forum = await room({ platformId: 'forum', kind: 'forum', name: 'forum', mode: 'help' });
    const post = { platformId: 'post', kind: 'post' as const, name: 'Firefox', open: true, parent: forum };
    const opening = await say('Installing Firefox\nHow do I install Firefox?', { room: post, opensPost: true });
    await clock.advance(helpWaitMs);
    expect((await opening.outcome).state).toBe('answered');
    const later = await say(asking, { room: post });
    await clock.advance(helpWaitMs);
    expect(await later.outcome).toEqual({ state: 'ignored' });
    const asked = await say(asking, { room: post, addressed: 'mention' });
    expect((await asked.outcome).state).toBe('answered');

    const other = { ...post, platformId: 'other post' };
    const answered = await say('Installing Firefox\nHow do I install Firefox?', { room: other, opensPost: true });
    await say('😂', { room: other, memberId: 'bob' });
    await clock.advance(helpWaitMs);
    expect(await answered.outcome).toEqual({ state: 'ignored' });
  });

  test('hears a reply in a thread that was started from the question', async () => {
    const { say, clock } = await inRoom('help');
    const question = await say(asking);
    const parent = { platformId: 'general', kind: 'channel' as const, name: 'general', open: true };
    const thread = { ...parent, platformId: question.messageId, kind: 'thread' as const, parent };
    await say('look here', { memberId: 'bob', room: { ...thread, startedFrom: question.messageId } });
    await clock.advance(helpWaitMs);
    expect(await question.outcome).toEqual({ state: 'ignored' });
  });

  test('ends what it works on when a person replies before anything was shown', async () => {
    const { say, clock, ollama, store } = await inRoom('help');
    const gate = ollama.faults.hold('/api/chat');
    const question = await say('Can I install Firefox?');
    await clock.advance(helpWaitMs);
    await gate.reached;
    await say('put it into systemPackages', { memberId: 'bob' });
    expect(await question.outcome).toEqual({ state: 'cancelled', why: 'needless' });
    expect(kindsOf(question.events).at(-1)).toBe('cancelled');
    expect(await store.read.answer.count()).toBe(0);
  });

  test('goes on when a person replies after its first words', async () => {
    const { say, clock, ollama } = await inRoom('help', { answer: () => 'one two three four five six' });
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const question = await say('Can I install Firefox?');
    await clock.advance(helpWaitMs);
    await gate.reached;
    await until(() => kindsOf(question.events).includes('text'));
    await say('put it into systemPackages', { memberId: 'bob' });
    gate.release();
    expect((await question.outcome).state).toBe('answered');
  });

  test('is held to the limits of pace, without a word', async () => {
    const { say, clock } = await inRoom('help');
    const rooms = Array.from({ length: 10 }, (_, number) => `room ${number}`);
    const spoken = [];
    for (const platformId of rooms) {
      const parent = { platformId: 'general', kind: 'channel' as const, name: 'general', open: true };
      spoken.push(await say(asking, { room: { ...parent, platformId, kind: 'thread', parent }, opensPost: true }));
    }
    await clock.advance(helpWaitMs);
    const outcomes = await Promise.all(spoken.map(({ outcome }) => outcome));
    expect(outcomes.filter(({ state }) => state === 'answered').length).toBeLessThan(rooms.length);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.state === 'answered') continue;
      expect(outcome).toMatchObject({ state: 'refused', refusal: { code: 'too-many' } });
      expect(spoken[index]?.events).toEqual([]);
    }
    const asked = await say(asking, { addressed: 'mention' });
    expect((await asked.outcome).state).toBe('answered'); // what nobody asked for takes nothing from whoever asks
  });
});

describe('a message that is deleted', () => {
  test('while it waits is forgotten', async () => {
    const { say, clock, bot, store } = await inRoom('help');
    const { messageId, outcome } = await say(asking);
    await bot.withdraw({ platform: 'test', messageId });
    await clock.advance(helpWaitMs);
    expect(await outcome).toEqual({ state: 'ignored' });
    expect(await store.read.question.count()).toBe(0);
  });

  test('was no reply', async () => {
    const { say, clock, bot } = await inRoom('help');
    const { outcome } = await say(asking);
    const reply = await say('google it', { memberId: 'bob' });
    await bot.withdraw({ platform: 'test', messageId: reply.messageId });
    await clock.advance(helpWaitMs);
    expect((await outcome).state).toBe('answered');
  });

  test('before it was stored is not answered, and leaves no text', async () => {
    const { say, bot, store } = await inRoom('mention');
    const fetching = Promise.withResolvers<void>();
    const fetchAttached = async () => {
      await bot.withdraw({ platform: 'test', messageId: 'm' });
      fetching.resolve();
      return {};
    };
    const { outcome, events } = await say(asking, { messageId: 'm', addressed: 'mention', fetchAttached });
    await fetching.promise;
    expect(await outcome).toEqual({ state: 'cancelled', why: 'withdrawn' });
    expect(kindsOf(events)).toEqual(['cancelled']);
    expect(await store.read.revision.findFirst()).toMatchObject({ text: '' });
  });
});

describe('a message that is edited', () => {
  test('while it waits is answered as it reads then', async () => {
    const { say, clock, bot, store } = await inRoom('help');
    const { messageId, outcome } = await say('how do I instal fierfox?');
    expect(await bot.revise({ platform: 'test', messageId, text: asking }, new AbortController().signal)).toEqual({
      state: 'ignored',
    });
    await clock.advance(helpWaitMs);
    expect((await outcome).state).toBe('answered');
    expect(await store.read.revision.findMany()).toMatchObject([{ text: asking, number: 1 }]);
  });

  test('as a piece of a question revises the question', async () => {
    const { say, clock, bot, store, reopens } = await inRoom('help');
    reopens(() => recordingReply([]));
    const first = await say('hi');
    const last = await say(asking);
    await clock.advance(helpWaitMs);
    await last.outcome;
    const edit = { platform: 'test', messageId: first.messageId, text: 'hello' };
    expect((await bot.revise(edit, new AbortController().signal)).state).toBe('answered');
    const texts = await store.read.revision.findMany({ orderBy: { number: 'asc' }, select: { text: true } });
    expect(texts.map(({ text }) => text)).toEqual([`hi\n${asking}`, `hello\n${asking}`]);
  });

  test('as a piece of a question leaves what came with the other pieces', async () => {
    const { say, clock, bot, store, reopens } = await inRoom('help');
    reopens(() => recordingReply([]));
    const came = (...names: string[]) => ({
      fetchAttached: async () => ({ attached: names.map((name) => ({ name, text: 'EACCES' })) }),
    });
    const first = await say('hi', came('first.log'));
    const last = await say(asking, came('last.log'));
    await clock.advance(helpWaitMs);
    await last.outcome;
    const edit = { platform: 'test', messageId: first.messageId, text: 'hi', ...came() };
    expect((await bot.revise(edit, new AbortController().signal)).state).toBe('answered');
    const revisions = await store.read.revision.findMany({ orderBy: { number: 'asc' }, select: { attached: true } });
    expect(revisions).toMatchObject([
      { attached: [{ name: 'first.log' }, { name: 'last.log' }] },
      { attached: [{ name: 'last.log' }] },
    ]);
  });
});

describe('what is read back', () => {
  const minutes = (count: number) => count * 60_000;

  test('is weighed with all that followed it, and the wait counts from when it was sent', async () => {
    const { say, clock, bot } = await inRoom('help');
    const community = { platform: 'test', platformId: 'community' };
    const done = bot.readingBack(community);
    const sentAt = new Date(clock.now() - minutes(5));
    const question = await say(asking, { sentAt });
    const alone = await say(asking, { sentAt, memberId: 'eve', room: { ...elsewhere }, opensPost: true });
    await clock.advance(minutes(2));
    expect(alone.opened).toEqual([]);
    const reply = { repliesTo: question.messageId, addressesSomeone: true, sentAt: new Date(clock.now() - minutes(6)) };
    await say('easy', { ...reply, memberId: 'bob' });
    done();
    expect(await question.outcome).toEqual({ state: 'ignored' });
    expect((await alone.outcome).state).toBe('answered');
  });

  test('is not answered again where it was answered before a restart', async () => {
    const one = await inRoom('help');
    const first = await one.say('hi', { messageId: 'm1' });
    const last = await one.say(asking, { messageId: 'm2' });
    await one.clock.advance(helpWaitMs);
    expect((await last.outcome).state).toBe('answered');
    expect(await first.outcome).toEqual({ state: 'ignored' });
    const heardAt = new Date(one.clock.now() - helpWaitMs);
    await one.bot.close();

    const next = await startQuorum({ url: one.storeUrl, clock: one.clock });
    const told = ['m1', 'm2'].map((messageId) =>
      next.say(messageId === 'm1' ? 'hi' : asking, { messageId, sentAt: heardAt }),
    );
    const more = await next.say('on my laptop', { messageId: 'm3', sentAt: new Date(heardAt.getTime() + 40_000) });
    await next.clock.advance(helpWaitMs);
    const outcomes = await Promise.all((await Promise.all(told)).map(({ outcome }) => outcome));
    expect(outcomes).toEqual([{ state: 'ignored' }, { state: 'ignored' }]);
    expect((await more.outcome).state).toBe('ignored');
    expect(await next.store.read.answer.count()).toBe(1);
  });

  test('is kept, and not answered, when it is older than a quarter of an hour', async () => {
    const { say, clock, store } = await inRoom('help');
    const sentAt = new Date(clock.now() - minutes(16));
    const asked = await say(asking, { sentAt, addressed: 'mention' });
    expect(await asked.outcome).toMatchObject({ state: 'refused', refusal: { code: 'missed' } });
    const unasked = await say(asking, { sentAt, memberId: 'eve' });
    await clock.advance(2000);
    expect(await unasked.outcome).toMatchObject({ state: 'refused', refusal: { code: 'missed' } });
    expect([...asked.opened, ...unasked.opened]).toEqual([]);
    expect(await store.read.question.findMany()).toMatchObject([
      { state: 'refused', stateReason: 'missed', asked: true },
      { state: 'refused', stateReason: 'missed', asked: false },
    ]);
  });

  test('is told again after a stop in the middle of the wait', async () => {
    const one = await inRoom('help');
    const waiting = await one.say(asking, { messageId: 'm' });
    const sentAt = new Date(one.clock.now());
    await one.clock.advance(helpWaitMs / 2);
    await one.bot.close();
    expect(await waiting.outcome).toEqual({ state: 'taken' });
    const next = await startQuorum({ url: one.storeUrl, clock: one.clock });
    const again = await next.say(asking, { messageId: 'm', sentAt });
    await next.clock.advance(helpWaitMs / 2);
    expect((await again.outcome).state).toBe('answered');
  });
});

const elsewhere = {
  platformId: 'a thread',
  kind: 'thread' as const,
  name: 'a thread',
  open: true,
  parent: { platformId: 'general', kind: 'channel' as const, name: 'general', open: true },
};
