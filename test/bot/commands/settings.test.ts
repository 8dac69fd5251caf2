import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingList, settingNames } from '../../../src/bot/settings/setting-list.ts';
import { startCommands } from './caller.ts';

const moderator = { rank: 'moderator', member: 'grace' } as const;

describe('a setting', () => {
  test('of the community is set, shown with where it comes from, and taken back', async () => {
    const { say, store } = await startCommands();
    expect(await say('settings show', {}, moderator)).toContain('- `quorum`: **2 members**, the default');
    expect(await say('settings set', { setting: 'quorum', value: '3' }, moderator)).toMatch(
      /^`quorum` is \*\*3 members\*\* now\.\nHow many members must approve/,
    );
    expect(await say('settings set', { setting: 'quorum', value: '5' }, moderator)).toContain('it was **3 members**');
    expect(await say('settings set', { setting: 'quorum', value: '5' }, moderator)).toBe(
      '`quorum` is **5 members** already.',
    );
    expect(await say('settings show', {}, moderator)).toContain('- `quorum`: **5 members**, set for the community');
    expect(await say('settings unset', { setting: 'quorum' }, moderator)).toBe('`quorum` is **2 members** now.');
    expect(await say('settings unset', { setting: 'quorum' }, moderator)).toMatch(/^There was nothing to take back/);
    expect((await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ what }) => what)).toEqual([
      '`quorum` was set to **3 members**; it was not set before.',
      '`quorum` was changed from **3 members** to **5 members**.',
      '`quorum` was taken back; it was **5 members**.',
    ]);
  });

  test('of a room holds there, and in its threads', async () => {
    const { say, calling, bot, run } = await startCommands();
    const { call } = await calling();
    const general = { platformId: 'general', kind: 'channel', name: 'general', open: true } as const;
    await bot.roomChanged(call.community, {
      ...{ platformId: 'thread', kind: 'thread', name: 'thread', open: true },
      parent: general,
    });
    expect(await say('settings set', { setting: 'mode', value: 'HELP' }, moderator)).toMatch(
      /^`mode` in \[\\#general\]\(room:general\) is \*\*help\*\* now\./,
    );
    await run('settings set', { setting: 'subject', value: 'frost', room: 'general' }, moderator);
    await run('settings set', { setting: 'subject', value: 'weather' }, moderator);
    const ofThread = await say('settings show', { room: 'thread' }, moderator);
    expect(ofThread).toContain('`mode`: **help**, set for the room that this one belongs to');
    expect(ofThread).toContain('`subject`: **frost**, set for the room that this one belongs to');
    expect(await say('settings show', {}, { ...moderator, kind: 'dm', room: 'direct' })).toContain(
      '`subject`: **weather**, set for the community',
    );
    await run('settings set', { setting: 'mode', value: 'off', room: 'thread' }, moderator);
    expect(await say('settings show', { room: 'thread' }, moderator)).toContain('`mode`: **off**, set for this room');
    expect(await say('settings unset', { setting: 'mode', room: 'thread' }, moderator)).toMatch(/is \*\*help\*\* now/);
    await run('settings set', { setting: 'language', value: 'Deutsch' }, { ...moderator, room: 'staff' });
    expect(await say('settings show', {}, moderator)).toMatch(
      /Rooms with settings of their own: \[\\#general\]\(room:general\)\n/,
    );
  });

  test('adds to what the operator forbids, and never takes it away', async () => {
    const { say, run } = await startCommands();
    expect(await say('settings show', {}, moderator)).toContain(
      '`forbidden`: **gambling**, as whoever runs me has set it',
    );
    await run('settings set', { setting: 'forbidden', value: 'politics; *medicine* ;' }, moderator);
    expect(await say('settings show', {}, moderator)).toContain(
      '`forbidden`: **politics; \\*medicine\\*; gambling**, set for the community and as whoever runs me has set it',
    );
  });

  test('names roles and rooms as such', async () => {
    const { say, refusal, calling } = await startCommands();
    const manager = { rank: 'manager' } as const;
    await calling({ room: 'staff' });
    await say('settings set', { setting: 'helper-roles', role: '11' }, manager);
    expect(await say('settings set', { setting: 'helper-roles', role: '12' }, manager)).toContain(
      '[11](role:11), [12](role:12)',
    );
    expect(await say('settings set', { setting: 'helper-roles', value: '<@&7>, <@&8>' }, manager)).toContain(
      '[7](role:7), [8](role:8)',
    );
    expect(await say('settings unset', { setting: 'helper-roles', role: '7' }, manager)).toContain('**[8](role:8)**');
    expect(await say('settings unset', { setting: 'helper-roles' }, manager)).toContain('is **none** now');
    expect(await say('settings set', { setting: 'moderators-room', room: 'staff' }, moderator)).toContain(
      '[\\#staff](room:staff)',
    );
    expect(await say('settings set', { setting: 'moderators-room', room: 'general' }, moderator)).toContain(
      'Everyone can read this room',
    );
    expect(await refusal('settings set', { setting: 'moderators-room', value: '<#12345>' }, moderator)).toMatch(
      /^I do not know this room/,
    );
  });

  test('says what may not have been meant', async () => {
    const { say } = await startCommands();
    expect(await say('settings set', { setting: 'mode', value: 'draft' }, moderator)).toContain(
      'No moderators’ room is set yet, so nobody would see the drafts',
    );
    expect(
      await say('settings set', { setting: 'audience', value: 'community' }, { ...moderator, room: 'staff' }),
    ).toContain('Not everyone can read this room, though');
    expect(await say('settings show', {}, { ...moderator, room: 'staff' })).toContain(
      '`audience`: **room**, because not everyone can read it',
    );
  });

  test('that cannot be is refused with what was expected', async () => {
    const { refusal, store } = await startCommands();
    const cases = [
      [{ setting: 'quorum', value: '0' }, '`quorum` cannot be “0”; expected a whole number from 1 to 100.'],
      [{ setting: 'quorum', value: 'many' }, '`quorum` cannot be “many”; expected a whole number from 1 to 100.'],
      [{ setting: 'mode', value: 'loud' }, '`mode` cannot be “loud”; expected one of mention, help, draft, off.'],
      [{ setting: 'retention', value: '1e3' }, '`retention` cannot be “1e3”; expected a whole number of days'],
      [{ setting: 'audience', value: '__proto__' }, 'expected community or room.'],
      [{ setting: 'subject', value: 'x'.repeat(300) }, 'expected a text of at most 200 characters.'],
      [{ setting: 'forbidden', value: ' ; ;' }, '`forbidden` cannot be'],
      [{ setting: 'quorum' }, 'What should `quorum` be? I expect a whole number from 1 to 100.'],
      [{ setting: 'moderators-room' }, 'What should `moderators-room` be? Give a `room`.'],
      [{ setting: 'quorum', value: '3', room: 'general' }, '`quorum` holds for the whole community; leave `room` out.'],
      [{ setting: 'moderators-room', room: 'general', value: 'general' }, 'or as a `value`, not both.'],
      [{ setting: 'quorum', role: '7' }, '`role` does not go with `quorum`'],
      [{ setting: 'mode', value: 'help', room: 'nowhere' }, 'I do not know this room'],
      [{ setting: 'constructor', value: 'x' }, '`setting` is “constructor”; expected one of mode, audience'],
    ] as const;
    for (const [options, sentence] of cases)
      expect(await refusal('settings set', options, moderator)).toContain(sentence);
    expect(await store.read.community.findFirst()).toMatchObject({ settings: null });
  });

  test('is completed by what goes with it', async () => {
    const { suggest, run } = await startCommands();
    const values = async (setting: string, typed = '') =>
      (await suggest('settings set', 'value', typed, moderator, { setting })).map(({ value }) => value);
    expect(await values('mode')).toEqual(['mention', 'help', 'draft', 'off']);
    expect(await values('mode', 'HE')).toEqual(['help']);
    await run('settings set', { setting: 'subject', value: 'frost' }, moderator);
    expect(await suggest('settings set', 'value', '', moderator, { setting: 'subject' })).toEqual([
      { name: 'frost (now)', value: 'frost' },
    ]);
    expect(await values('nothing')).toEqual([]);
    expect(await suggest('settings set', 'value', '', {}, { setting: 'mode' })).toEqual([]);
  });

  test('of direct messages is nobody else’s', async () => {
    const { calling, refusal } = await startCommands();
    await calling({ room: 'ada and Quorum', kind: 'dm' });
    expect(await refusal('settings show', { room: 'ada and Quorum' }, moderator)).toMatch(/I do not know this room/);
    expect(
      await refusal('settings set', { setting: 'mode', value: 'off' }, { ...moderator, kind: 'dm', room: 'x' }),
    ).toBe('`mode` is set for each room; say which `room`.');
  });

  test('that is written is read, or refused, whatever it is', () => {
    expect(settingList.map(({ name }) => name)).toEqual([...settingNames]);
    fc.assert(
      fc.property(fc.constantFrom(...settingList), fc.string({ unit: 'binary' }), ({ reads, key }, written) => {
        const read = reads.safeParse(written);
        if (read.success) expect([key, JSON.parse(JSON.stringify(read.data))]).toEqual([key, read.data]);
      }),
    );
  });
});

describe('answers', () => {
  test('are told what the room is about, and what it declines', async () => {
    const { run, ask, ollama } = await startCommands();
    await run('settings set', { setting: 'subject', value: 'frost' }, moderator);
    await run('settings set', { setting: 'forbidden', value: 'politics' }, moderator);
    await run('settings set', { setting: 'subject', value: 'heaters', room: 'general' }, moderator);
    await ask('Is tungsten heavy?');
    const system = ollama.chats.at(-1)?.messages[0]?.content ?? '';
    expect(system).toContain('which is about heaters.');
    expect(system).toContain('anything about: politics');
    await ask('Is tungsten heavy?', {
      room: { platformId: 'other', kind: 'channel', name: 'other', open: true },
      memberId: 'grace',
    });
    expect(ollama.chats.at(-1)?.messages[0]?.content).toContain('which is about frost.');
  });

  test('stay in a room whose audience is itself, those from before as well', async () => {
    const { run, ask, store } = await startCommands();
    const isWide = async () =>
      (await store.read.question.findMany({ orderBy: { id: 'asc' } })).map(({ communityWide }) => communityWide);
    await ask('before?');
    expect(await isWide()).toEqual([true]);
    await run('settings set', { setting: 'audience', value: 'room' }, moderator);
    await ask('after?');
    expect(await isWide()).toEqual([false, false]);
    await run('settings unset', { setting: 'audience' }, moderator);
    await ask('again?');
    expect(await isWide()).toEqual([false, false, true]);
  });
});
