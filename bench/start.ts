import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openCommunity } from './community.ts';
import { ms } from './measure.ts';
import { startProgram } from './start-program.ts';

/** From starting the server's process to its page answering, beside a Node process that does nothing. */
export async function benchStart(folder: string): Promise<string[]> {
  const url = `file:${join(folder, 'start.db')}`;
  const { store } = await openCommunity(url, 10_000);
  await store.close();
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await startOnce(folder, url));
  const bare: number[] = [];
  for (let round = 0; round < 5; round++) bare.push(await bareNode());
  const [best, median] = [Math.min(...times), times.sort((a, b) => a - b)[2] ?? Number.NaN];
  const floor = bare.sort((a, b) => a - b)[2] ?? Number.NaN;
  return [
    'start to ready, server process, 10,000 entries',
    `  quorum start    p50 ${ms(median)}   best ${ms(best)} (bar 1500)`,
    `  node, empty     p50 ${ms(floor)}`,
  ];
}

async function startOnce(cwd: string, url: string): Promise<number> {
  const startedAt = performance.now();
  const env = {
    PATH: process.env.PATH,
    QUORUM_DATABASE: url,
    QUORUM_WEB_PORT: '0',
    QUORUM_HOSTS_LOCAL_URL: 'http://127.0.0.1:9',
  };
  const child = spawn(process.execPath, startProgram, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    const [, page] = /ready: (\S+)/.exec(printed) ?? [];
    if (!page) continue;
    await fetch(`${page}/readyz`);
    break;
  }
  const took = performance.now() - startedAt;
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return took;
}

async function bareNode(): Promise<number> {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['-e', '']), 'exit');
  return performance.now() - startedAt;
}
