// The least that a bot on Discord does: a mention goes to the model, what it writes is shown as it comes. Started by bots.ts.
import process from 'node:process';
import { Client, Events, GatewayIntentBits as Intent } from 'discord.js';
import { Ollama } from 'ollama';

const [api = '', token = '', host = '', model = ''] = process.argv.slice(2);
const everyMs = 1250;
const client = new Client({
  rest: { api },
  intents: [Intent.Guilds, Intent.GuildMessages, Intent.GuildMessageReactions, Intent.MessageContent],
});
const ollama = new Ollama({ host });

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || !message.mentions.users.has(client.user?.id ?? '')) return;
  const content = message.content.replace(/<@\d+>/g, '').trim();
  const options = { num_ctx: 8192 };
  const stream = await ollama.chat({ model, messages: [{ role: 'user', content }], stream: true, options });
  let text = '';
  let shown = '';
  let shownAt = 0;
  let reply: Awaited<ReturnType<typeof message.reply>> | undefined;
  let writing: Promise<void> | undefined;
  const write = async () => {
    shown = text;
    shownAt = performance.now();
    if (reply) await reply.edit(shown);
    else reply = await message.reply(shown);
    writing = undefined;
  };
  for await (const piece of stream) {
    text += piece.message.content;
    const isDue = performance.now() - shownAt > everyMs && text.trim() !== '';
    if (isDue && !writing) writing = write();
  }
  await writing;
  if (shown !== text) await write();
});
client.once(Events.ClientReady, () => process.stdout.write('ready\n'));
await client.login(token);
