import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Discord } from '../../test/stand-ins/discord/index.ts';
import { startProgram } from '../start-program.ts';

/** A bot in a process of its own, as whoever runs it has it. */
export interface BotProcess {
  /** What it has in memory now, in MiB. */
  residentMiB(): number;
  stop(): Promise<void>;
}

export const model = 'llama3.2:3b';

// An address where nobody listens: for a bot that is not asked anything.
const noModels = 'http://127.0.0.1:9';

export async function startBareBot({ api, token }: Discord, ollamaUrl = noModels): Promise<BotProcess> {
  const program = join(import.meta.dirname, 'bare-bot.ts');
  const child = spawn(process.execPath, [program, api, token, ollamaUrl, model], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await said(child, child.stdout, /ready/);
  return processOf(child);
}

export interface QuorumSettings {
  /** Where its data and its database lie. */
  folder: string;
  discord: Discord;
  ollamaUrl?: string;
  /** More settings, as variables. */
  settings?: Record<string, string>;
}

/** The process that `npm start` starts, with the same flags. */
export async function startQuorum({ folder, discord, ollamaUrl, settings }: QuorumSettings): Promise<BotProcess> {
  const env = {
    PATH: process.env.PATH,
    QUORUM_DATABASE: databaseIn(folder),
    QUORUM_WEB_PORT: '0',
    QUORUM_LOG_LEVEL: 'warn',
    QUORUM_HOSTS_LOCAL_URL: ollamaUrl ?? noModels,
    QUORUM_DISCORD_TOKEN: discord.token,
    QUORUM_DISCORD_API: discord.api,
    ...settings,
  };
  const child = spawn(process.execPath, startProgram, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const isServing = discord.nextRequest(({ path }) => path.endsWith('/commands'));
  await Promise.all([said(child, child.stdout, /On Discord as/), Promise.race([isServing, ended(child)])]);
  return processOf(child);
}

export function databaseIn(folder: string): string {
  return `file:${join(folder, 'quorum.db')}`;
}

async function said(child: ChildProcess, stdout: Readable, what: RegExp): Promise<void> {
  let printed = '';
  await Promise.race([
    ended(child),
    new Promise<void>((resolve) => {
      stdout.on('data', (chunk) => {
        printed += chunk;
        if (what.test(printed)) resolve();
      });
    }),
  ]);
}

async function ended(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`A bot's process ended too early, with ${child.exitCode}.`);
}

function processOf(child: ChildProcess): BotProcess {
  return {
    residentMiB: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024),
    async stop() {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
