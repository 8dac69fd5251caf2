/**
 * `npm run demo:discord`: the real Quorum on the Discord of the tests, over real sockets, with a stand-in for Ollama. What
 * people write and see there is printed as it happens.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { demoAnswer } from '../ollama/demo-answer.ts';
import { startOllama } from '../ollama/index.ts';
import { createCommunity, type Message, startDiscord } from './index.ts';

const ollama = await startOllama({
  models: [{ name: 'llama3.2:3b' }],
  answer: demoAnswer,
  pace: () => setTimeout(20),
});
const discord = await startDiscord();
const community = createCommunity(discord.desk, 'NixOS');
const general = community.channel('general');
const ada = community.member('ada');
const bob = community.member('bob');
const bot = { id: discord.world.bot.id };

const folder = mkdtempSync(join(tmpdir(), 'quorum-demo-'));
const root = join(import.meta.dirname, '../../..');
const program = ['--import', pathToFileURL(join(root, 'scripts/compile-cache.mjs')).href, join(root, 'src/main.ts')];
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  QUORUM_WEB_PORT: '0',
  QUORUM_HOSTS_LOCAL_URL: ollama.url,
  QUORUM_DISCORD_TOKEN: discord.token,
  QUORUM_DISCORD_API: discord.api,
};
const quorum = spawn(process.execPath, [...program, 'start'], {
  cwd: folder,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
tell('Quorum starts');
for await (const chunk of quorum.stdout) {
  process.stdout.write(String(chunk));
  if (/On Discord/.test(String(chunk))) break;
}
while (discord.world.commands.size === 0) await setTimeout(50);

function show({ author, content, onlyFor }: Message): void {
  const eyes = onlyFor === undefined ? '' : '(for one pair of eyes) ';
  console.log(`${author.username.padEnd(8)}${eyes}${content.replaceAll('\n', `\n${' '.repeat(8)}`)}\n`);
}

function tell(what: string): void {
  console.log(`${' '.repeat(8)}· ${what}`);
}

/** The answer to a message, once it is whole: then the thumbs stand under it. */
async function answerTo(question: Message): Promise<Message> {
  for (;;) {
    const ours = [...general.messages.values()].find(({ replyTo }) => replyTo?.messageId === question.id);
    if (ours && ours.reactions.length >= 2) return ours;
    await setTimeout(50);
  }
}

const quoted = ada.sends(general, 'How do I install Firefox?', { mentions: [bot] });
show(quoted);
show(await answerTo(quoted));

const written = ada.sends(general, 'Why would I use flakes?', { mentions: [bot] });
show(written);
const answer = await answerTo(written);
show(answer);
ada.reacts(answer, '👍');
tell('ada reacts with 👍');

const asked = bob.uses('/why', {}, { in: general });
tell('bob uses /why');
show(await bob.nextReply(asked));

const stats = community.owner.uses('/stats', {}, { in: general });
tell('the owner uses /stats');
const shown = await community.owner.nextReply(stats);
show(shown);
for (const { filename, size } of shown.attachments) tell(`with ${filename}, ${Math.round(size / 1024)} kB`);

quorum.kill('SIGTERM');
await once(quorum, 'exit');
await discord.close();
await ollama.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${discord.requests.length} requests, ${discord.refusals.length} refused.`);
for (const { request, reason } of discord.refusals) console.log(`${request}: ${reason}`);
process.exitCode = discord.refusals.length === 0 ? 0 : 1;
