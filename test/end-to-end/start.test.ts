import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startOllama } from '../stand-ins/ollama/index.ts';
import { addressOf, workplace } from './quorum-process.ts';

describe('npm start', () => {
  test('prints the page’s address, is ready, and ends by itself when told to', async () => {
    const { start } = workplace();
    const quorum = start(['start']);
    const url = await addressOf(quorum);
    expect(await (await fetch(`${url}/healthz`)).text()).toMatch(/ok/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^quorum_host_up\{host="local"\} 0$/m);
    expect(await (await fetch(url)).text()).toContain('<!doctype html>');
    quorum.process.kill('SIGTERM');
    expect((await quorum.ended).code).toBe(0);
  });

  test('imports again what came due while it was down, in a process of its own', async () => {
    const { start, run, folder } = workplace();
    const row = (answer: string) => `question,answer\nWhen is the meeting?,${answer}\n`;
    writeFileSync(join(folder, 'faq.csv'), row('On Mondays at eight in the evening.'));
    await run(['knowledge', 'import', 'faq.csv', '--verified', '--every', '1h']);
    writeFileSync(join(folder, 'faq.csv'), row('On Tuesdays at nine in the evening.'));
    const database = new DatabaseSync(join(folder, 'data', 'quorum.db'));
    database.exec(`UPDATE Source SET nextImportAt = '2026-01-01T00:00:00.000+00:00' WHERE nextImportAt IS NOT NULL`);
    database.close();
    await start(['start']).line(/A source was imported again/);
    expect((await run(['ask', 'When is the meeting?'])).stdout).toContain('On Tuesdays at nine');
    const [, source] = JSON.parse((await run(['knowledge', 'sources', '--json'])).stdout);
    expect(source).toMatchObject({ name: 'faq.csv', entries: 1, schedule: expect.stringMatching(/^\d+ \* \* \* \*$/) });
    expect(Date.parse(source.nextImportAt)).toBeGreaterThan(Date.now());
  });

  test('on a taken port says so, and what to type', async () => {
    const { start, run } = workplace();
    const port = new URL(await addressOf(start(['start']))).port;
    const { code, stderr } = await run(['start'], { env: { QUORUM_WEB_PORT: port } });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is taken\\.[\\s\\S]*QUORUM_WEB_PORT=`));
  });

  test('shares its store with commands that run beside it, and neither loses what it acknowledged', async () => {
    const { start, run, folder } = workplace({ QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_MEMBER: '100' });
    const url = await addressOf(start(['start']));
    const [commands] = await Promise.all([
      Promise.all([1, 2, 3, 4].map(() => run(['ask', '--json', 'How do I install Firefox?']))),
      Promise.all(Array.from({ length: 20 }, () => ask(url, 'How do I install Steam?'))),
    ]);
    const acknowledged = commands.map(({ stdout }) => JSON.parse(stdout).answer.id);
    await expect.poll(() => answersIn(folder, 'How do I install Steam?')).toHaveLength(20);
    expect(answersIn(folder, 'How do I install Firefox?').sort()).toEqual(acknowledged.sort());
  });

  test('after a kill in the middle of an answer goes on with the question, and answers it once', async () => {
    const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], answer: () => 'It was worth the wait.' });
    onTestFinished(() => ollama.close());
    const { start, run } = workplace({ QUORUM_HOSTS_LOCAL_URL: ollama.url, QUORUM_TIMEOUTS_LEASE_MS: '1000' });
    const first = start(['start']);
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    await ask(await addressOf(first), 'What is worth the wait?');
    await gate.reached;
    first.process.kill('SIGKILL');
    await first.ended;
    ollama.faults.clear();

    const answered = ollama.nextRequest('/api/chat');
    const second = start(['start']);
    await addressOf(second);
    await answered;
    await second.line(/Questions that were left behind have been seen to/);
    const why = JSON.parse((await run(['why', '--json'])).stdout);
    expect(why).toMatchObject({
      question: 'What is worth the wait?',
      state: 'answered',
      answer: { text: 'It was worth the wait.' },
    });
    expect(ollama.chats).toHaveLength(2);
  });
});

function answersIn(folder: string, question: string): unknown[] {
  const database = new DatabaseSync(join(folder, 'data', 'quorum.db'), { readOnly: true });
  const rows = database
    .prepare('SELECT Answer.id FROM Answer JOIN Revision ON Revision.id = revisionId WHERE Revision.text = ?')
    .all(question);
  database.close();
  return rows.map(({ id }) => id);
}

/** Asks as the page does. */
async function ask(url: string, text: string): Promise<void> {
  const { status } = await fetch(`${url}/api/questions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ text, messageId: randomUUID() }),
  });
  expect(status).toBe(202);
}
