/** The smallest bot that the demo can talk to: it answers mentions and `/ask`, and asks what was wrong. */
import { once } from 'node:events';
import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ButtonStyle,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits as Intent,
  type Interaction,
  Partials,
  TextInputStyle,
} from 'discord.js';
import type { Discord } from './index.ts';

const button = {
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  custom_id: 'wrong',
  label: 'What is wrong?',
};
const form: APIModalInteractionResponseCallbackData = {
  title: 'What is wrong?',
  custom_id: 'correction',
  components: [
    {
      type: ComponentType.Label,
      label: 'What is right?',
      component: { type: ComponentType.TextInput, style: TextInputStyle.Paragraph, custom_id: 'right' },
    },
  ],
};

export async function startDemoBot({ api, token }: Pick<Discord, 'api' | 'token'>): Promise<Client<true>> {
  const intents = [Intent.Guilds, Intent.GuildMessages, Intent.GuildMessageReactions, Intent.MessageContent];
  const client = new Client({ rest: { api }, intents, partials: [Partials.Message, Partials.Reaction] });
  client.on(Events.MessageCreate, async (message) => {
    if (message.author.bot || !message.mentions.has(client.user?.id ?? '')) return;
    const row = {
      type: ComponentType.ActionRow as const,
      components: [{ ...button, type: ComponentType.Button as const }],
    };
    const answer = await message.reply({ content: 'In the second cupboard.', components: [row] });
    await answer.react('👍');
  });
  client.on(Events.InteractionCreate, answer);
  const ready = once(client, Events.ClientReady);
  await client.login(token);
  await ready;
  if (!client.isReady()) throw new Error('The demo’s bot did not come up.');
  const question = { name: 'question', description: 'What you want to know', required: true };
  const options = [{ ...question, type: ApplicationCommandOptionType.String as const }];
  await client.application.commands.set([{ name: 'ask', description: 'Ask', options }]);
  return client;
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) {
    await interaction.deferReply();
    await interaction.editReply(`"${interaction.options.getString('question')}": at four.`);
  }
  if (interaction.isButton()) await interaction.showModal(form);
  if (interaction.isModalSubmit()) {
    await interaction.reply({ content: `Noted: ${interaction.fields.getTextInputValue('right')}`, flags: 'Ephemeral' });
  }
}
