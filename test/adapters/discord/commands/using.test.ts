import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../src/bot/index.ts';
import { overwrite } from '../../../stand-ins/discord/index.ts';
import { commands } from './commands.ts';
import { startServing } from './serving.ts';

describe('a command', () => {
  test('is run with what was filled in, where it was called', async () => {
    const { serve, ada } = await startServing();
    await serve();
    const made = ada.uses('/knowledge search', { words: 'coffee', 'most-results': 3, kind: 'pair' });
    expect((await ada.nextReply(made)).content).toBe('{"words":"coffee","mostResults":3,"kind":"pair"} in general');
  });

  test('is acknowledged before the store is asked for anything, and answered however late that is', async () => {
    const { serve, ada, clock, channel } = await startServing();
    const store = Promise.withResolvers<void>();
    await serve({
      async placeOf() {
        await store.promise;
        return { sentence: 'Nothing here.' };
      },
    });
    const thinking = ada.nextMessage(channel);
    const made = ada.uses('/problem', { what: 'Slow.' });
    expect((await thinking).flags & MessageFlags.Loading).toBe(MessageFlags.Loading);
    await clock.advance(60_000);
    const answered = ada.nextReply(made);
    store.resolve();
    expect((await answered).content).toBe('Nothing here.');
  });

  test('that Discord hears of too late is not run', async () => {
    let runs = 0;
    const { serve, ada, clock, discord, lines } = await startServing({
      list: instead('stats', async () => ({ text: `Run ${++runs}` })),
    });
    const { done } = await serve();
    const gate = discord.faults.hold('POST /interactions/{interaction_id}/{interaction_token}/callback');
    ada.uses('/stats');
    await gate.reached;
    await clock.advance(3_001);
    gate.release();
    await done();
    expect(runs).toBe(0);
    expect(lines).toEqual(expect.arrayContaining(['warn: An interaction could not be acknowledged in time. {}']));
  });

  test('shows its pictures with their descriptions, and its files, and mentions nobody', async () => {
    const { serve, ada, discord } = await startServing();
    await serve();
    const answer = await ada.nextReply(ada.uses('/stats'));
    expect(answer.attachments).toMatchObject([
      { filename: 'stats.png', description: 'Questions per day, rising' },
      { filename: 'stats.csv' },
    ]);
    expect(answer.content).toContain('@everyone');
    expect(answer.mentions.everyone).toBe(false);
    expect(answer.allowedMentions).toEqual({ parse: [] });
    expect(discord.isValidating).toBe(true);
  });

  test('that is private is seen by its caller alone', async () => {
    const { serve, ada, mia, channel } = await startServing();
    await serve();
    const answer = await ada.nextReply(ada.uses('/problem', { what: 'It is slow.' }));
    expect(answer.content).toBe('Noted about nothing: It is slow.');
    expect(ada.sees(channel)).toEqual([answer]);
    expect(mia.sees(channel)).toEqual([]);
  });

  test('that is longer than a message takes several', async () => {
    const { serve, ada, channel } = await startServing({
      list: instead('stats', async () => ({ text: 'x'.repeat(4_500) })),
    });
    const { done } = await serve();
    await ada.nextReply(ada.uses('/stats'));
    await done();
    expect(ada.sees(channel).map(({ content }) => content.length)).toEqual([2_000, 2_000, 500]);
  });

  test('takes a file', async () => {
    const { serve, mia } = await startServing();
    await serve();
    const file = { filename: 'faq.md', data: Buffer.from('# Coffee') };
    expect((await mia.nextReply(mia.uses('/knowledge import', { file }))).content).toBe('faq.md: # Coffee');
  });

  test('does not fetch a file that is too large, and says how large it may be', async () => {
    const { serve, mia, channel, world } = await startServing();
    await serve();
    world.mediaUrl = 'http://127.0.0.1:1';
    mia.uses('/knowledge import', { file: { filename: 'faq.md', data: Buffer.alloc(300_000) } });
    expect((await mia.nextMessage(channel, isSaid)).content).toBe('That file has 300 kB; I take 1 kB at most.');
    mia.uses('/knowledge import', { file: { filename: 'faq.md', data: Buffer.alloc(300) } });
    expect((await mia.nextMessage(channel, isSaid)).content).toContain('I could not get that file from Discord');
  });

  test('takes rooms and roles, and tells whoever names a role how it comes to see commands', async () => {
    const { serve, community, channel } = await startServing();
    await serve();
    const role = community.role('helpers');
    const { owner } = community;
    const answer = await owner.nextReply(owner.uses('/settings', { room: channel.id, role: role.id }));
    expect(answer.content).toContain(`room ${channel.id}, role ${role.id}`);
    expect(answer.content).toContain('Server Settings → Integrations');
    const unknown = community.channel('elsewhere');
    expect((await owner.nextReply(owner.uses('/settings', { room: unknown.id }))).content).toContain(
      'I cannot see that channel',
    );
  });

  test('can be used in a direct message, where its caller has chosen a community', async () => {
    const { serve, ada, bot } = await startServing();
    await serve();
    const where = { in: ada.direct() };
    expect((await ada.nextReply(ada.uses('/problem', { what: 'Here.' }, where))).content).toContain('Here.');
    bot.hasChosen = false;
    const answer = await ada.nextReply(ada.uses('/problem', { what: 'Here.' }, where));
    expect(answer.content).toBe('Choose a community first.');
    expect(() => ada.uses('/stats', {}, where)).toThrow('not offered in a direct message');
  });

  test('that is not registered any more is answered all the same', async () => {
    const { serve, ada } = await startServing();
    const { client } = await serve();
    await client.application.commands.create({ name: 'old', description: 'From an older Quorum' });
    expect((await ada.nextReply(ada.uses('/old'))).content).toContain('I do not have this command any more');
  });
});

describe('whoever may not use a command', () => {
  test('is not shown it', async () => {
    const { serve, ada, mia } = await startServing();
    await serve();
    expect(() => ada.uses('/settings')).toThrow('ada does not see the command "settings"');
    expect(() => mia.uses('/settings')).toThrow('mia does not see the command "settings"');
  });

  test('is refused with a sentence that they alone see, where Discord shows it', async () => {
    const { serve, ada, mia, channel } = await startServing();
    const { done } = await serve();
    ada.uses('/knowledge retire', { entry: '7' });
    await ada.nextMessage(channel, isSaid);
    await done();
    expect(ada.sees(channel).map(({ content }) => content)).toEqual([
      expect.stringMatching(/^<\/knowledge retire:\d+> is for moderators; you are none of them here\.$/),
    ]);
    expect(mia.sees(channel)).toEqual([]);
  });

  test('has no file fetched for them', async () => {
    const { serve, ada, channel, world } = await startServing();
    await serve();
    world.mediaUrl = 'http://127.0.0.1:1';
    ada.uses('/knowledge import', { file: { filename: 'faq.md', data: Buffer.alloc(300) } });
    expect((await ada.nextMessage(channel, isSaid)).content).toContain('is for moderators');
  });
});

describe('a moderator', () => {
  test('is whoever may manage messages in the whole server', async () => {
    const { serve, mia } = await startServing();
    await serve();
    expect((await mia.nextReply(mia.uses('/knowledge retire', { entry: '7' }))).content).toBe('mia retired 7.');
  });

  test('is nobody who may do so in one channel alone', async () => {
    const { serve, community, channel } = await startServing();
    await serve();
    const bob = community.member('bob');
    community.owner.setsOverwrites(channel, [overwrite(bob, { allow: ['ManageMessages'] })]);
    bob.uses('/knowledge retire', { entry: '7' });
    const refusal = await bob.nextMessage(channel, isSaid);
    expect(refusal.content).toContain('is for moderators');
  });

  test('is whoever may manage the server, or owns it', async () => {
    const { serve, community } = await startServing();
    await serve();
    const max = community.member('max', { roles: [community.role('manager', 'ManageGuild')] });
    for (const person of [max, community.owner]) {
      const answer = await person.nextReply(person.uses('/knowledge retire', { entry: '7' }));
      expect(answer.content).toContain('retired 7.');
    }
  });
});

describe('a command that fails', () => {
  test('says what its caller may know', async () => {
    const { serve, ada, channel, lines } = await startServing();
    const { done } = await serve();
    ada.uses('/broken', { how: 'told' });
    expect((await ada.nextMessage(channel, isSaid)).content).toBe('That is full.');
    await done();
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('says that it failed, and its reason to the log alone', async () => {
    const { serve, ada, channel, lines } = await startServing();
    const { done } = await serve();
    ada.uses('/broken', { how: 'untold' });
    const sentence = await ada.nextMessage(channel, isSaid);
    expect(sentence.content).toBe(
      'That did not work, for a reason that only my log knows. Whoever runs me can look there.',
    );
    await done();
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      'error: A command broke. {"command":"broken","reason":"A secret of the machine"}',
    ]);
  });
});

describe('a command that takes long', () => {
  const minuteMs = 60_000;

  /** Ends when the test says so. */
  function holding(name: string) {
    const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const list = instead(name, async (_, { progress }) => {
      progress('Half of it is done.');
      begun.resolve();
      await held.promise;
      return { text: 'All of it.', files: [{ name: 'all.txt', type: 'text/plain', bytes: Buffer.from('all') }] };
    });
    return { list, begun: begun.promise, end: held.resolve };
  }

  test('says how far it is', async () => {
    const { list, end } = holding('stats');
    const { serve, ada } = await startServing({ list });
    const { done } = await serve();
    const message = await ada.nextReply(ada.uses('/stats'));
    expect(message.content).toBe('Half of it is done.');
    end();
    await done();
    expect(message.content).toBe('All of it.');
  });

  test.each(['stats', 'problem'])('longer than an interaction lives (%s) is answered elsewhere', async (name) => {
    const { list, begun, end } = holding(name);
    const { serve, ada, channel, clock, discord } = await startServing({ list });
    const { done } = await serve();
    const made = ada.uses(`/${name}`, name === 'problem' ? { what: 'Slow.' } : {});
    await ada.nextReply(made);
    await begun;
    await clock.advance(15 * minuteMs);
    const where = name === 'problem' ? ada.direct() : channel;
    const before = where.messages.size;
    end();
    await done();
    const late = [...where.messages.values()].slice(before);
    expect(late.map(({ content, interaction }) => [content, interaction])).toEqual([
      ['All of it.', undefined],
      ['What was attached could not be kept that long: please call the command again.', undefined],
    ]);
    expect(discord.requests.filter(({ status }) => status === 401)).toEqual([]);
  });
});

describe('with two processes on one token', () => {
  test('one of them runs the command, and the other says nothing', async () => {
    let runs = 0;
    const counting = instead('stats', async () => ({ text: `Run ${++runs}` }));
    const { serve, ada, channel, lines, discord } = await startServing({ list: counting });
    const [one, other] = [await serve(), await serve()];
    let signs = 0;
    const both = discord.nextRequest(({ path }) => path.endsWith('/callback') && ++signs === 2);
    const answer = await ada.nextReply(ada.uses('/stats'));
    await both;
    await Promise.all([one.done(), other.done()]);
    expect(ada.sees(channel)).toEqual([answer]);
    expect([answer.content, runs]).toEqual(['Run 1', 1]);
    expect(lines).toEqual(expect.arrayContaining(['debug: An interaction was left to another process. {}']));
  });
});

const isSaid = ({ content }: { content: string }) => content !== '';

/** The usual commands, one of which does something else. */
function instead(name: string, run: Command['run']): Command[] {
  return commands.map((each) => (each.name === name ? { ...each, run } : each));
}
