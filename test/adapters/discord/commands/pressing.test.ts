import { type APIActionRowComponent, type APIComponentInMessageActionRow, ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { answerRow, draftRow, stopRow } from '../../../../src/adapters/discord/commands/index.ts';
import type { InteractionParts } from '../../../../src/adapters/discord/commands/parts.ts';
import type { Message } from '../../../stand-ins/discord/index.ts';
import { startServing } from './serving.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A message of Quorum's with those rows under it. */
async function startShowing(row: Row, own: Partial<InteractionParts> = {}) {
  const started = await startServing();
  const { serve, ada, channel } = started;
  const served = await serve(own);
  const arrives = ada.nextMessage(channel);
  await served.client.rest.post(`/channels/${channel.id}/messages`, {
    body: { content: 'An answer.', components: [row] },
  });
  return { ...started, ...served, message: await arrives };
}

const labels = ({ components }: Message) =>
  [...JSON.stringify(components).matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label);

describe('the button that stops an answer', () => {
  test('stops it for whoever asked', async () => {
    const { ada, bot, message, done, discord } = await startShowing(stopRow('question-1'));
    const acknowledged = discord.nextRequest(({ path }) => path.endsWith('/callback'));
    ada.clicks(message, 'stop:question-1');
    expect((await acknowledged).body).toMatchObject({ type: 6 });
    await done();
    expect(bot.stopped).toMatchObject([{ memberId: ada.id, rank: 'everyone', platform: 'discord' }]);
    expect(message.content).toBe('An answer.');
  });

  test('tells anybody else that it is not theirs, and them alone', async () => {
    const { ada, mia, message, channel } = await startShowing(stopRow('question-1'));
    mia.clicks(message, 'stop:question-1');
    const refusal = await mia.nextMessage(channel);
    expect(refusal.content).toContain('Only whoever asked, or a moderator, can stop this');
    expect(ada.sees(channel)).toEqual([message]);
  });
});

describe('the buttons under an answer', () => {
  test('explain it to whoever presses, in private', async () => {
    const { ada, mia, message, channel } = await startShowing(answerRow('answer-1'));
    expect(labels(message)).toEqual(['Feedback', 'Why this?']);
    const answer = await ada.nextReply(ada.clicks(message, 'why:answer-1'));
    expect(answer.content).toBe('It came from answer-1.');
    expect(mia.sees(channel)).toEqual([message]);
  });

  test('open a form of the command that takes what was wrong with it', async () => {
    const { ada, mia, message, channel } = await startShowing(answerRow('answer-1'));
    const form = ada.clicks(message, 'feedback:answer-1');
    expect(await ada.nextModal(form)).toMatchObject({
      title: 'About this answer',
      components: [
        { label: 'What was wrong?', component: { type: ComponentType.StringSelect, required: false } },
        { label: 'What is right?', description: 'In place of answer-1', component: { value: 'Tea.' } },
      ],
    });
    expect(() => ada.submits(form, { text: 'x'.repeat(1_001) })).toThrow('takes 0 to 1000 characters');
    const noted = await ada.nextReply(ada.submits(form, { reason: 'too long', text: ' Coffee. ' }));
    expect(noted.content).toBe('answer-1: too long, Coffee.');
    expect(mia.sees(channel)).toEqual([message]);
  });

  test('say so where there is no form to open', async () => {
    const { ada, message, lines } = await startShowing(answerRow('answer-0'));
    const answer = await ada.nextReply(ada.clicks(message, 'feedback:answer-0'));
    expect(answer).toMatchObject({ content: 'It is gone.', onlyFor: ada.id });
    expect(lines.filter((line) => !line.startsWith('info'))).toEqual([]);
  });

  test('answer in time where what stands in the form is not found in time', async () => {
    const asked = Promise.withResolvers<void>();
    const { ada, message, clock } = await startShowing(answerRow('answer-1'), {
      placeOf() {
        asked.resolve();
        return new Promise(() => {});
      },
    });
    const answered = ada.nextReply(ada.clicks(message, 'feedback:answer-1'));
    await asked.promise;
    await clock.advance(2_000);
    expect((await answered).content).toContain('could not open the form just now');
  });

  test('so does the menu of its message, and that of no other', async () => {
    const { ada, bot, message, channel } = await startShowing(answerRow('answer-1'));
    await bot.shown.note({
      platform: 'discord',
      messageId: message.id,
      roomId: channel.id,
      questionId: 'question-1',
      answerId: 'answer-1',
      part: 1,
    });
    expect((await ada.nextReply(ada.opensMenu('Why this answer?', message))).content).toBe('It came from answer-1.');
    const form = ada.opensMenu('Correct this answer', message);
    await ada.nextModal(form);
    expect((await ada.nextReply(ada.submits(form, { text: 'Tea.' }))).content).toBe('answer-1: nothing, Tea.');
    const other = ada.sends(channel, 'Hello.');
    for (const menu of ['Why this answer?', 'Correct this answer']) {
      const refusal = await ada.nextReply(ada.opensMenu(menu, other));
      expect(refusal.content).toBe('That message shows no answer of mine.');
    }
  });
});

describe('the buttons under a draft', () => {
  test('send or drop it, and say what came of it', async () => {
    for (const decision of ['send', 'drop'] as const) {
      const { mia, bot, message, channel } = await startShowing(draftRow('draft-1'));
      const told = mia.nextMessage(channel);
      mia.clicks(message, `draft:${decision}:draft-1`);
      expect(await told).toMatchObject({ content: 'Done.', onlyFor: mia.id });
      expect(bot.decided).toEqual([{ draftId: 'draft-1', decision, actor: 'mia' }]);
    }
  });

  test('give way where nothing is left to decide', async () => {
    const { mia, bot, message } = await startShowing(draftRow('draft-1'));
    bot.decideDraft = async () => ({ decided: null, sentence: 'Somebody was quicker.', isOver: true });
    const edited = mia.nextEdit(message);
    mia.clicks(message, 'draft:send:draft-1');
    expect(labels(await edited)).toEqual(['Somebody was quicker.']);
  });

  test('open it in a form, and send what was made of it', async () => {
    const { mia, bot, message, channel } = await startShowing(draftRow('draft-1'));
    const form = mia.clicks(message, 'draft:edit:draft-1');
    expect(await mia.nextModal(form)).toMatchObject({ components: [{ component: { value: 'Try again.' } }] });
    const told = mia.nextMessage(channel);
    mia.submits(form, { text: 'Try again, slowly.' });
    expect((await told).content).toBe('Done.');
    expect(bot.decided).toMatchObject([{ draftId: 'draft-1', decision: 'edit', text: 'Try again, slowly.' }]);
  });

  test('open a long one in several fields, which are sent as one text', async () => {
    const paragraphs = ['a', 'b', 'c'].map((letter) => letter.repeat(2_500));
    const { mia, bot, message, channel } = await startShowing(draftRow('draft-1'), {
      draftText: async () => paragraphs.join('\n\n'),
    });
    const form = mia.clicks(message, 'draft:edit:draft-1');
    const { components } = await mia.nextModal(form);
    expect(components).toMatchObject([
      { label: 'The answer, part 1 of 3', component: { value: paragraphs[0], required: true } },
      { label: 'The answer, part 2 of 3', component: { value: paragraphs[1], required: false } },
      { label: 'The answer, part 3 of 3', component: { value: paragraphs[2], required: false } },
    ]);
    const told = mia.nextMessage(channel);
    mia.submits(form, { 'text-2-0': '' });
    await told;
    expect(bot.decided).toMatchObject([{ decision: 'edit', text: `${paragraphs[0]}\n\n${paragraphs[2]}` }]);
  });

  test('are refused to whoever may not press them, with a sentence', async () => {
    const { ada, bot, message, channel } = await startShowing(draftRow('draft-1'));
    ada.clicks(message, 'draft:send:draft-1');
    expect(await ada.nextMessage(channel)).toMatchObject({ content: 'That is for moderators.', onlyFor: ada.id });
    expect(bot.decided).toEqual([]);
    expect(labels(message)).toEqual(['Send', 'Edit', 'Drop']);
  });

  test.each([
    ['is gone', async () => undefined, 'I cannot find this draft'],
    ['is too long for a form', async () => 'x'.repeat(20_001), 'It is longer than a form takes (20,000 characters)'],
    [
      'cannot be read',
      async () => {
        throw new Error('No store');
      },
      'I cannot find this draft',
    ],
  ])('say so where the draft %s', async (_, textOf, sentence) => {
    const { mia, message } = await startShowing(draftRow('draft-1'), { draftText: textOf });
    const answer = await mia.nextReply(mia.clicks(message, 'draft:edit:draft-1'));
    expect(answer.content).toContain(sentence);
    expect(answer.onlyFor).toBe(mia.id);
  });

  test('answer in time where the store is slow', async () => {
    const reading = Promise.withResolvers<void>();
    const { mia, message, clock } = await startShowing(draftRow('draft-1'), {
      draftText() {
        reading.resolve();
        return new Promise(() => {});
      },
    });
    const answered = mia.nextReply(mia.clicks(message, 'draft:edit:draft-1'));
    await reading.promise;
    await clock.advance(2_000);
    expect((await answered).content).toContain('I cannot find this draft');
  });

  test('say that it broke where it breaks, and their draft stays', async () => {
    const { mia, bot, message, channel, lines } = await startShowing(draftRow('draft-1'));
    bot.decideDraft = async () => {
      throw new Error('No store');
    };
    mia.clicks(message, 'draft:send:draft-1');
    expect((await mia.nextMessage(channel)).content).toContain('That did not work');
    expect(lines).toContain('error: An interaction could not be handled. {"reason":"No store"}');
    expect(labels(message)).toEqual(['Send', 'Edit', 'Drop']);
  });
});

describe('the buttons under a command’s reply', () => {
  test('do what comes next, as whoever presses them', async () => {
    const { serve, mia, ada } = await startServing();
    await serve();
    const reply = await mia.nextReply(mia.uses('/knowledge retire', { entry: '7' }));
    const customId = 'command1:["knowledge search",{"words":"7"}]';
    expect(JSON.stringify(reply.components)).toContain(JSON.stringify(customId));
    const next = await ada.nextReply(ada.clicks(reply, customId));
    expect(next.content).toBe('{"words":"7","mostResults":5} in general');
  });

  test('turn a reply that is one member’s alone, where they run its own command again', async () => {
    const { serve, mia, channel } = await startServing();
    await serve();
    const reply = await mia.nextReply(mia.uses('/review', {}));
    expect(reply.components).toHaveLength(2);
    const turned = mia.nextEdit(reply);
    mia.clicks(reply, 'turn1:["review",{"page":2}]');
    expect((await turned).content).toBe('Page 2');
    const form = mia.clicks(reply, 'turnform1:["review",{"page":2}]');
    await mia.nextModal(form);
    const edited = mia.nextEdit(reply);
    mia.submits(form, { text: 'tea' });
    expect((await edited).content).toBe('Page 2, tea');
    const refused = mia.nextMessage(channel);
    mia.clicks(reply, 'turn1:["review",{"page":3}]');
    expect(await refused).toMatchObject({ content: 'There is no such page.', onlyFor: mia.id });
    expect(reply.content).toBe('Page 2, tea');
  });

  test('leave a message alone that others see, too', async () => {
    const { mia, message } = await startShowing(buttonRow('turn1:["review",{"page":2}]'));
    const reply = await mia.nextReply(mia.clicks(message, 'turn1:["review",{"page":2}]'));
    expect(reply).toMatchObject({ content: 'Page 2', onlyFor: mia.id });
    expect(message.content).toBe('An answer.');
  });

  test('are checked again at each press', async () => {
    const { ada, mia, message, channel } = await startShowing(buttonRow('command1:["knowledge retire",{"entry":"7"}]'));
    ada.clicks(message, 'command1:["knowledge retire",{"entry":"7"}]');
    const refusal = await ada.nextMessage(channel, ({ content }) => content !== '');
    expect([refusal.content, refusal.onlyFor]).toEqual([expect.stringContaining('is for moderators'), ada.id]);
    const answer = await mia.nextReply(mia.clicks(message, 'command1:["knowledge retire",{"entry":"7"}]'));
    expect(answer.content).toBe('mia retired 7.');
  });
});

test.each([
  'stop:../../etc',
  'why:',
  'feedback:<@1>',
  'draft:approve:1',
  'command1:["no such command",{}]',
  'command1:{"a":1}',
  'command9:["stats",{}]',
  'constructor:1',
  'hello',
])('a button that means "%s" does nothing, and says so', async (customId) => {
  const { ada, bot, message } = await startShowing(buttonRow(customId));
  const answer = await ada.nextReply(ada.clicks(message, customId));
  expect([answer.content, answer.onlyFor]).toEqual([
    'This is from an earlier time, and does nothing any more.',
    ada.id,
  ]);
  expect([bot.stopped, bot.decided]).toEqual([[], []]);
});

test('a command’s button with options that it does not take is refused with a sentence', async () => {
  const customId = 'command1:["problem",{"constructor":"x","what":5}]';
  const { ada, message } = await startShowing(buttonRow(customId));
  const answer = await ada.nextReply(ada.clicks(message, customId));
  expect(answer.content).toContain('has no option “constructor”');
});

test('a community is chosen from a menu', async () => {
  const options = [{ label: 'Coffee', value: '1' }];
  const menu: Row = {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, custom_id: 'dm:42', options }],
  };
  const { ada, message } = await startShowing(menu);
  const edited = ada.nextEdit(message);
  ada.selects(message, 'dm:42', ['1']);
  expect((await edited).content).toBe('1 for 42');
});

test('with two processes one press is one press', async () => {
  const { serve, bot, ada, message, done, discord } = await startShowing(stopRow('question-1'));
  const other = await serve();
  let signs = 0;
  const both = discord.nextRequest(({ path }) => path.endsWith('/callback') && ++signs === 2);
  ada.clicks(message, 'stop:question-1');
  await both;
  await Promise.all([done(), other.done()]);
  expect(bot.stopped).toHaveLength(1);
});

function buttonRow(customId: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.Button, style: 2, label: 'Press', custom_id: customId }],
  };
}
