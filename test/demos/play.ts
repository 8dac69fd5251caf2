/** The real Quorum, in a process and a folder of its own, on the Discord of the tests, with a stand-in for Ollama. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Channel, createCommunity, type Message, startDiscord } from '../stand-ins/discord/index.ts';
import type { Answer } from '../stand-ins/ollama/answer.ts';
import { startOllama } from '../stand-ins/ollama/index.ts';

const root = join(import.meta.dirname, '../..');
const program = ['--import', pathToFileURL(join(root, 'scripts/compile-cache.mjs')).href, join(root, 'src/main.ts')];

export interface PlayOptions {
  answer: Answer;
  /** Between two pieces of an answer. */
  paceMs: number;
  env?: Record<string, string>;
  /** Told what it prints, until it is on Discord. */
  onOutput?: (text: string) => void;
}

/** Ready once its commands can be used; `end` returns how many requests of its were refused, having told of each. */
export async function play({ answer, paceMs, env = {}, onOutput = () => {} }: PlayOptions) {
  const ollama = await startOllama({
    models: [{ name: 'llama3.2:3b' }],
    answer,
    pace: () => setTimeout(paceMs),
  });
  const discord = await startDiscord();
  const community = createCommunity(discord.desk, 'NixOS');
  const folder = mkdtempSync(join(tmpdir(), 'quorum-demo-'));
  const quorum = spawn(process.execPath, [...program, 'start'], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, QUORUM_WEB_PORT: '0', QUORUM_HOSTS_LOCAL_URL: ollama.url },
      ...{ QUORUM_DISCORD_TOKEN: discord.token, QUORUM_DISCORD_API: discord.api, ...env },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = async () => {
    for await (const chunk of quorum.stdout.iterator({ destroyOnReturn: false })) {
      onOutput(String(chunk));
      if (/On Discord/.test(String(chunk))) break;
    }
    quorum.stdout.resume();
    while (discord.world.commands.size === 0) await setTimeout(50);
  };

  return {
    discord,
    community,
    /** As it is mentioned. */
    bot: { id: discord.world.bot.id },
    database: join(folder, 'data', 'quorum.db'),
    ready,
    /** The answer to a message, once it is whole: then the thumbs stand under it. */
    async answerTo(question: Message, room: Channel): Promise<Message> {
      for (;;) {
        const ours = [...room.messages.values()].find(({ replyTo }) => replyTo?.messageId === question.id);
        if (ours && ours.reactions.length >= 2) return ours;
        await setTimeout(20);
      }
    },
    async end(): Promise<number> {
      quorum.kill('SIGTERM');
      await once(quorum, 'exit');
      await discord.close();
      await ollama.close();
      rmSync(folder, { recursive: true, force: true });
      console.error(`${discord.requests.length} requests, ${discord.refusals.length} refused.`);
      for (const { request, reason } of discord.refusals) console.error(`${request}: ${reason}`);
      return discord.refusals.length;
    },
  };
}
