// A process with a bot that answers every message. Started, and killed, by killed-process.test.ts.
import process from 'node:process';
import { Client, GatewayIntentBits as Intent } from 'discord.js';

const [api = '', token = ''] = process.argv.slice(2);
const intents = [Intent.Guilds, Intent.GuildMessages, Intent.MessageContent];
// An answer that is lost is not sent again: which of both was done could not be told.
const client = new Client({ rest: { api, retries: 0 }, intents });
client.on('raw', ({ t, s, d }) => process.send?.({ t, s, session: d.session_id }));
client.on('messageCreate', (message) => {
  if (!message.author.bot) message.reply(`Heard: ${message.content}`).catch(() => {});
});
await client.login(token);
