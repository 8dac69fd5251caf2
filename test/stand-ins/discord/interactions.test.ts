import { once } from 'node:events';
import {
  type APIModalInteractionResponseCallbackData,
  type ApplicationCommandDataResolvable,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  PermissionFlagsBits as May,
  MessageFlags,
  MessageType,
  ApplicationCommandOptionType as Option,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { createManualClock } from '../../models/manual-clock.ts';
import { createCommunity, type Person } from './index.ts';
import { start } from './start-for-tests.ts';

const question = { name: 'question', description: 'What', type: Option.String, required: true } as const;
const commands: ApplicationCommandDataResolvable[] = [
  { name: 'ask', description: 'Ask', options: [question] },
  {
    name: 'knowledge',
    description: 'What is known',
    options: [
      {
        name: 'search',
        description: 'Search it',
        type: Option.Subcommand,
        options: [
          { name: 'words', description: 'For what', type: Option.String, autocomplete: true, required: true },
          { name: 'limit', description: 'How many', type: Option.Integer, minValue: 1, maxValue: 10 },
          { name: 'by', description: 'By whom', type: Option.User },
        ],
      },
      {
        name: 'import',
        description: 'Bring it in',
        type: Option.Subcommand,
        options: [{ name: 'file', description: 'Which', type: Option.Attachment, required: true }],
      },
    ],
  },
  { name: 'Ask about this', type: ApplicationCommandType.Message },
  { name: 'Level', type: ApplicationCommandType.User },
  { name: 'pause', description: 'Pause', defaultMemberPermissions: May.ManageGuild, contexts: [0] },
];

async function startAsked(options: { refuses?: boolean } = {}) {
  const clock = createManualClock();
  const started = await start({ clock, ...options });
  const community = createCommunity(started.discord.desk, 'Coffee');
  const channel = community.channel('general');
  const [ada, bob] = [community.member('ada'), community.member('bob')];
  const client = await started.connect();
  await client.application.commands.set(commands);
  return { ...started, clock, client, community, channel, ada, bob };
}

/** The bot's side of the next interaction. */
async function heard(client: Client): Promise<Interaction> {
  const [interaction] = await once(client, 'interactionCreate');
  return interaction;
}

async function asked(client: Client, ada: Person) {
  const arrives = heard(client);
  const made = ada.uses('/ask', { question: 'Is there coffee?' });
  const interaction = await arrives;
  if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
  return { made, interaction };
}

function buttons() {
  const button = { type: ComponentType.Button as const, style: ButtonStyle.Primary as const };
  return [
    {
      type: ComponentType.ActionRow as const,
      components: [
        { ...button, customId: 'wrong', label: 'What was wrong?' },
        { ...button, customId: 'off', label: 'Off', disabled: true },
      ],
    },
  ];
}

const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'correction',
  title: 'What was wrong?',
  components: [
    {
      type: ComponentType.Label,
      label: 'What is right?',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'right',
        style: TextInputStyle.Paragraph,
        max_length: 100,
      },
    },
  ],
};

const caught = (error: unknown) => (error instanceof DiscordAPIError ? [error.status, error.code] : error);

test('a slash command arrives with its options, and its answer says what it answers', async () => {
  const { client, ada, channel } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  expect(interaction.options.getString('question', true)).toBe('Is there coffee?');
  expect(interaction.memberPermissions?.has('SendMessages')).toBe(true);
  const response = await interaction.reply({ content: 'Plenty.', withResponse: true });

  const answer = await ada.nextReply(made);
  expect(answer).toMatchObject({ content: 'Plenty.', type: MessageType.ChatInputCommand });
  expect(response.resource?.message?.id).toBe(answer.id);
  expect(response.resource?.message?.interactionMetadata?.user.id).toBe(ada.id);
  expect(channel.messages.get(answer.id)).toBe(answer);
});

test('"is thinking …" becomes the answer, and can be changed again', async () => {
  const { client, ada, bob, channel } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.deferReply();
  expect(bob.sees(channel).map(({ flags }) => flags)).toEqual([MessageFlags.Loading]);
  const answered = ada.nextReply(made);
  await interaction.editReply('Some.');
  const answer = await answered;
  expect(answer).toMatchObject({ content: 'Some.', flags: 0 });
  await interaction.editReply({
    content: 'Some more.',
    files: [new AttachmentBuilder(Buffer.from('x'), { name: 'a' })],
  });
  expect(answer.content).toBe('Some more.');
  expect(answer.attachments.map(({ filename }) => filename)).toEqual(['a']);
  expect((await interaction.fetchReply()).id).toBe(answer.id);
  await interaction.deleteReply();
  expect(ada.sees(channel)).toEqual([]);
});

test('a "thinking …" that was taken back is not filled: what follows is a message of its own', async () => {
  const { client, ada, channel } = await startAsked();
  const { interaction } = await asked(client, ada);
  await interaction.deferReply();
  await interaction.deleteReply();
  await interaction.followUp('After all.');
  expect(ada.sees(channel).map(({ content }) => content)).toEqual(['After all.']);
});

test('an interaction whose channel is gone cannot be answered', async () => {
  const { client, ada, channel, community } = await startAsked();
  const { interaction } = await asked(client, ada);
  community.owner.deletesChannel(channel);
  expect(await interaction.reply('Hello?').catch(caught)).toEqual([404, 10003]);
});

test('the first follow-up after "is thinking …" fills it, and keeps who sees it', async () => {
  const { client, ada, bob, channel } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.followUp('For all?');
  const answer = await ada.nextReply(made);
  expect(answer).toMatchObject({ content: 'For all?', onlyFor: ada.id });
  expect(ada.sees(channel)).toEqual([answer]);
  expect(bob.sees(channel)).toEqual([]);
});

test('an ephemeral answer is seen by its user alone, and no room is read back with it', async () => {
  const { client, ada, bob, channel, api } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.reply({ content: 'Only for you.', flags: MessageFlags.Ephemeral, components: buttons() });
  const answer = await ada.nextReply(made);
  expect(ada.sees(channel)).toEqual([answer]);
  expect(bob.sees(channel)).toEqual([]);
  expect(() => bob.clicks(answer, 'wrong')).toThrow('bob does not see that message.');
  expect(() => ada.reacts(answer, '👍')).toThrow('takes no reactions');
  expect(await (await api('GET', `/channels/${channel.id}/messages`)).json()).toEqual([]);
});

test('an ephemeral answer is there for its webhook alone', async () => {
  const { client, ada, channel, codeOf } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.reply({ content: 'Only for you.', flags: MessageFlags.Ephemeral });
  const { id } = await ada.nextReply(made);
  const path = `/channels/${channel.id}/messages`;
  expect(await codeOf('GET', `${path}/${id}`)).toBe(10008);
  expect(await codeOf('PATCH', `${path}/${id}`, { content: 'For all.' })).toBe(10008);
  expect(await codeOf('PUT', `${path}/${id}/reactions/${encodeURIComponent('👍')}/@me`)).toBe(10008);
  expect(await codeOf('POST', path, { content: 'Well?', message_reference: { message_id: id } })).toBe(50035);
  expect((await interaction.editReply('Still only for you.')).content).toBe('Still only for you.');
});

test('completions have three seconds as well', async () => {
  const { client, ada, clock } = await startAsked();
  const typed = heard(client);
  const completing = ada.completes('/knowledge search', { words: 'co' }, 'words');
  const autocompletion = await typed;
  if (!autocompletion.isAutocomplete()) throw new Error('It is no autocompletion.');
  const waited = expect(ada.nextChoices(completing)).rejects.toThrow('did not respond');
  await clock.advance(3_001);
  await waited;
  expect(await autocompletion.respond([]).catch(caught)).toEqual([404, 10062]);
});

test('follow-ups hang on the answer, and are changed and deleted one by one', async () => {
  const { client, ada, channel } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.reply('One.');
  const more = await interaction.followUp('Two.');
  await interaction.followUp({ content: 'Three.', flags: MessageFlags.Ephemeral });
  const answer = await ada.nextReply(made);
  expect(more.reference?.messageId).toBe(answer.id);
  await interaction.editReply({ message: more.id, content: '2.' });
  expect(ada.sees(channel).map(({ content }) => content)).toEqual(['One.', '2.', 'Three.']);
  await interaction.deleteReply(more.id);
  expect(ada.sees(channel).map(({ content }) => content)).toEqual(['One.', 'Three.']);
  const foreign = ada.sends(channel, 'Mine.');
  await expect(interaction.deleteReply(foreign.id).catch(caught)).resolves.toEqual([404, 10008]);
});

test('a first answer after three seconds is too late, and its user is told that none came', async () => {
  const { client, ada, clock } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  const waited = expect(ada.nextReply(made)).rejects.toThrow('did not respond');
  await clock.advance(3_001);
  await waited;
  expect(await interaction.reply('Late.').catch(caught)).toEqual([404, 10062]);
  const inTime = await asked(client, ada);
  await clock.advance(3_000);
  await inTime.interaction.reply('Just in time.');
  expect((await ada.nextReply(inTime.made)).content).toBe('Just in time.');
});

test('a second first answer is refused, and so is a follow-up before the first', async () => {
  const { client, ada, api } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  const early = await api('POST', `/webhooks/${client.application.id}/${interaction.token}`, { content: 'Early.' });
  expect([early.status, await early.json()]).toMatchObject([404, { code: 10015 }]);
  await interaction.reply('Once.');
  const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
  const again = await api('POST', path, { type: 4, data: { content: 'Twice.' } });
  expect([again.status, await again.json()]).toMatchObject([400, { code: 40060 }]);
  expect((await ada.nextReply(made)).content).toBe('Once.');
});

test('two processes with one token both hear of everything, and only one of them answers an interaction', async () => {
  const { client, connect, ada, channel, discord } = await startAsked();
  const other = await connect();
  expect(discord.gateway.sessions).toBe(2);
  const spoken = Promise.all([client, other].map((each) => once(each, 'messageCreate')));
  ada.sends(channel, 'Hello, both.');
  expect((await spoken).map(([{ content }]) => content)).toEqual(['Hello, both.', 'Hello, both.']);

  const both = Promise.all([heard(client), heard(other)]);
  const made = ada.uses('/ask', { question: 'Who is faster?' });
  const outcomes = await Promise.all(
    (await both).map(async (interaction) => {
      if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
      return interaction.reply('I am.').then(() => 'answered', caught);
    }),
  );
  expect(outcomes.sort()).toEqual([[400, 40060], 'answered']);
  expect((await ada.nextReply(made)).content).toBe('I am.');
  expect(ada.sees(channel)).toHaveLength(2);

  await other.destroy();
  const alone = once(client, 'messageCreate');
  ada.sends(channel, 'Still there?');
  expect((await alone)[0].content).toBe('Still there?');
});

test('a token is good for fifteen minutes', async () => {
  const { client, ada, clock } = await startAsked();
  const { interaction } = await asked(client, ada);
  await interaction.deferReply();
  await clock.advance(15 * 60_000);
  await interaction.editReply('Just in time.');
  await clock.advance(1);
  expect(await interaction.editReply('Late.').catch(caught)).toEqual([401, 50027]);
  expect(await interaction.followUp('Late.').catch(caught)).toEqual([401, 50027]);
});

test('a subcommand is filled in, completed while it is typed, and knows whom it names', async () => {
  const { client, ada, bob } = await startAsked();
  const typed = heard(client);
  const completing = ada.completes('/knowledge search', { words: 'co' }, 'words');
  const autocompletion = await typed;
  if (!autocompletion.isAutocomplete()) throw new Error('It is no autocompletion.');
  expect(autocompletion.options.getFocused(true)).toMatchObject({ name: 'words', value: 'co' });
  await autocompletion.respond([{ name: 'Coffee', value: 'coffee' }]);
  expect(await ada.nextChoices(completing)).toEqual([{ name: 'Coffee', value: 'coffee' }]);

  const used = heard(client);
  ada.uses('/knowledge search', { words: 'coffee', limit: 3, by: bob.id });
  const interaction = await used;
  if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
  expect(interaction.options.getSubcommand()).toBe('search');
  expect(interaction.options.getInteger('limit')).toBe(3);
  expect(interaction.options.getUser('by')?.username).toBe('bob');
  await interaction.reply('Found.');
});

test('a file that is given to a command can be fetched', async () => {
  const { client, ada } = await startAsked();
  const used = heard(client);
  ada.uses('/knowledge import', { file: { filename: 'faq.md', data: Buffer.from('# Coffee') } });
  const interaction = await used;
  if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
  const { name, url } = interaction.options.getAttachment('file', true);
  expect([name, await (await fetch(url)).text()]).toEqual(['faq.md', '# Coffee']);
  await interaction.reply('Read.');
});

test.each([
  ['a command that is not registered', '/tell', {}, 'No slash command "tell" is registered'],
  ['an option that there is not', '/ask', { question: 'x', loud: true }, 'has no option "loud"'],
  ['an option that is missing', '/ask', {}, 'needs the option "question"'],
  ['a number that is too large', '/knowledge search', { words: 'x', limit: 11 }, 'takes 10 at most'],
  ['a person that there is not', '/knowledge search', { words: 'x', by: '7' }, 'Nothing here has the id 7'],
  ['a command without its subcommand', '/knowledge', {}, 'needs one of: search, import'],
  ['a subcommand that there is not', '/knowledge drop', {}, 'has no subcommand "drop"'],
  ['a command for moderators', '/pause', {}, 'ada does not see the command "pause"'],
])('%s cannot be used', async (_, line, values, sentence) => {
  const { ada } = await startAsked();
  expect(() => ada.uses(line, values)).toThrow(sentence);
});

test('a command may be for moderators, and not for direct messages', async () => {
  const { client, community, ada } = await startAsked();
  const mia = community.member('mia', { roles: [community.role('moderator', 'ManageGuild')] });
  const used = heard(client);
  const made = mia.uses('/pause');
  const interaction = await used;
  if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
  await interaction.reply('Quiet.');
  expect((await mia.nextReply(made)).content).toBe('Quiet.');
  expect(() => ada.uses('/pause', {}, { in: ada.direct() })).toThrow('not offered in a direct message');
});

test('a command in a direct message has a user and no member', async () => {
  const { client, ada } = await startAsked();
  const used = heard(client);
  const made = ada.uses('/ask', { question: 'Psst?' }, { in: ada.direct() });
  const interaction = await used;
  if (!interaction.isChatInputCommand()) throw new Error('It is no slash command.');
  expect(interaction.inGuild()).toBe(false);
  expect(interaction.user.username).toBe('ada');
  await interaction.reply('Yes.');
  expect((await ada.nextReply(made)).channelId).toBe(ada.direct().id);
});

test('the menu of a message brings the message, and that of a member the member', async () => {
  const { client, ada, bob, channel } = await startAsked();
  const message = bob.sends(channel, 'It does not start.');
  const onMessage = heard(client);
  const made = ada.opensMenu('Ask about this', message);
  const first = await onMessage;
  if (!first.isMessageContextMenuCommand()) throw new Error('It is no menu of a message.');
  expect(first.targetMessage.content).toBe('It does not start.');
  await first.reply('Plug it in.');
  expect((await ada.nextReply(made)).interaction).toMatchObject({ target_message_id: message.id });

  const onMember = heard(client);
  ada.opensMenu('Level', bob);
  const second = await onMember;
  if (!second.isUserContextMenuCommand()) throw new Error('It is no menu of a member.');
  expect(second.targetUser.username).toBe('bob');
  await second.reply({ content: 'Settled.', flags: MessageFlags.Ephemeral });
});

async function withButtons(client: Client, ada: Person) {
  const { made, interaction } = await asked(client, ada);
  await interaction.reply({ content: 'An answer.', components: buttons() });
  return ada.nextReply(made);
}

async function clicked(client: Client, act: () => ReturnType<Person['clicks']>) {
  const arrives = heard(client);
  const made = act();
  const interaction = await arrives;
  if (!interaction.isMessageComponent()) throw new Error('It is no component.');
  return { made, interaction };
}

test('a button changes its message, at once or after a while', async () => {
  const { client, ada, bob } = await startAsked();
  const message = await withButtons(client, ada);
  const { interaction: first } = await clicked(client, () => bob.clicks(message, 'wrong'));
  expect([first.customId, first.message.id, first.user.username]).toEqual(['wrong', message.id, 'bob']);
  await first.update('Changed.');
  expect(message.content).toBe('Changed.');

  const edited = ada.nextEdit(message);
  const { interaction: second } = await clicked(client, () => bob.clicks(message, 'wrong'));
  await second.deferUpdate();
  await second.editReply({ content: 'Changed later.', components: [] });
  expect((await edited).content).toBe('Changed later.');
  expect(() => bob.clicks(message, 'wrong')).toThrow('what there is: nothing');
});

test('a button that is disabled, or is not there, cannot be clicked', async () => {
  const { client, ada } = await startAsked();
  const message = await withButtons(client, ada);
  expect(() => ada.clicks(message, 'off')).toThrow('"off" is disabled');
  expect(() => ada.clicks(message, 'on')).toThrow('what there is: "wrong", "off"');
});

test('a choice from a menu arrives, and one that is not offered cannot be made', async () => {
  const { client, ada } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  const options = ['espresso', 'filter'].map((value) => ({ label: value, value }));
  const menu = { type: ComponentType.StringSelect as const, customId: 'kind', options };
  await interaction.reply({ components: [{ type: ComponentType.ActionRow, components: [menu] }] });
  const message = await ada.nextReply(made);
  expect(() => ada.selects(message, 'kind', ['tea'])).toThrow('does not offer "tea"');
  expect(() => ada.selects(message, 'kind', [])).toThrow('takes 1 to 1 choices');
  const { interaction: chosen } = await clicked(client, () => ada.selects(message, 'kind', ['filter']));
  expect(chosen.isStringSelectMenu() && chosen.values).toEqual(['filter']);
  await chosen.reply({ content: 'Coming.', flags: MessageFlags.Ephemeral });
});

test('a button opens a form, and what is filled in arrives', async () => {
  const { client, ada } = await startAsked();
  const message = await withButtons(client, ada);
  const { made, interaction: click } = await clicked(client, () => ada.clicks(message, 'wrong'));
  await click.showModal(form);
  expect(await ada.nextModal(made)).toMatchObject({ title: 'What was wrong?' });

  expect(() => ada.submits(made, { right: '' })).toThrow('"right" must be filled in');
  expect(() => ada.submits(made, { left: 'x' })).toThrow('has no field "left"');
  expect(() => ada.submits(made, { right: 'x'.repeat(101) })).toThrow('0 to 100 characters');
  const arrives = heard(client);
  const submitted = ada.submits(made, { right: 'Press the button.' });
  const interaction = await arrives;
  if (!interaction.isModalSubmit() || !interaction.isFromMessage()) throw new Error('It is no form of a message.');
  expect(interaction.fields.getTextInputValue('right')).toBe('Press the button.');
  expect(interaction.message.id).toBe(message.id);
  await interaction.update({ content: 'Corrected.', components: [] });
  expect((await ada.nextReply(submitted)).id).toBe(message.id);
});

test('a command opens a form, which is answered with a message', async () => {
  const { client, ada } = await startAsked();
  const { made, interaction } = await asked(client, ada);
  await interaction.showModal(form);
  await ada.nextModal(made);
  const arrives = heard(client);
  const submitted = ada.submits(made, { right: 'This.' });
  const sent = await arrives;
  if (!sent.isModalSubmit()) throw new Error('It is no form.');
  await sent.reply({ content: 'Thank you.', flags: MessageFlags.Ephemeral });
  expect(await ada.nextReply(submitted)).toMatchObject({ content: 'Thank you.', onlyFor: ada.id });
});

test('an answer of a kind that does not fit is refused', async () => {
  const { client, ada, api, discord } = await startAsked({ refuses: true });
  const { interaction } = await asked(client, ada);
  const path = ({ id, token }: ChatInputCommandInteraction) => `/interactions/${id}/${token}/callback`;
  const update = await api('POST', path(interaction), { type: 7, data: { content: 'x' } });
  expect([update.status, await update.json()]).toMatchObject([400, { code: 50035 }]);
  expect(await interaction.reply({ content: '' }).catch(caught)).toEqual([400, 50006]);
  expect(discord.refusals).toHaveLength(2);
});

test('an interaction that was made while the bot was away is never heard of', async () => {
  const { client, ada, discord, clock } = await startAsked();
  const types: string[] = [];
  client.on('raw', ({ t }) => types.push(t));
  const refusal = discord.faults.gateway.refuseSockets();
  const resumed = once(client, 'shardResume');
  discord.faults.gateway.dropSockets();
  const made = ada.uses('/ask', { question: 'Anyone?' });
  ada.sends(made.channel, 'Hello?');
  refusal.clear();
  await resumed;
  expect(types).toEqual(['MESSAGE_CREATE', 'RESUMED']);
  const waited = expect(ada.nextReply(made)).rejects.toThrow('did not respond');
  await clock.advance(3_001);
  await waited;
});
