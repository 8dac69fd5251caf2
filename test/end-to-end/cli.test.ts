import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type OllamaOptions, startOllama } from '../stand-ins/ollama/index.ts';
import { workplaceHere } from './quorum-here.ts';
import { workplace } from './quorum-process.ts';

describe('quorum ask', () => {
  test('answers from the starter knowledge when no model is there', async () => {
    const { run } = workplace();
    const { code, stdout, stderr } = await run(['ask', 'How do I install Firefox?']);
    expect(stdout).toContain('programs.firefox.enable = true;');
    expect(stdout).toMatch(/✔ verified · \d+ ms\n\[1\] ✔ How do I install Firefox\?/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('asks Ollama when one is there, and says who wrote the answer', async () => {
    const { run } = await withOllama({ answer: () => 'Use **uninstall** [1].' });
    const { code, stdout } = await run(['ask', 'How', 'do', 'I', 'uninstall', 'Firefox?']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Use \*\*uninstall\*\* \[1\]\.\n\n◆ generated from sources · quick \(llama3\.2:3b on local\) · /,
    );
  });

  test('gives everything as JSON', async () => {
    const { run } = await withOllama({ answer: () => 'Yes.' });
    const { stdout } = await run(['ask', '--json', '--role', 'coder', 'Is tungsten heavy?']);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'answered',
      answer: {
        text: 'Yes.',
        label: 'withoutSources',
        route: { role: 'coder', decidedBy: 'wish' },
        writer: { model: 'llama3.2:3b' },
      },
    });
  });

  test('reads a question, or what belongs to one, from a pipe, and writes plain text into one', async () => {
    const { run, ollama } = await withOllama({ answer: () => '\u001b[31mred\u001b[0m answer' });
    const { stdout } = await run(['ask'], { input: 'What is a generation?\n' });
    expect(stdout).toContain('[31mred');
    expect(stdout).not.toContain('\u001b');
    await run(['ask', 'What does this mean?'], { input: 'error: infinite recursion\n' });
    expect(ollama.chats.at(-1)?.messages.at(-1)?.content).toMatch(
      /\| What does this mean\?\n\|\n\| ```\n\| error: infinite recursion/,
    );
  });

  test('without a question says what to type', async () => {
    const { run } = workplace();
    expect(await run(['ask'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('quorum -- ask "How do I install Firefox?"'),
    });
  });

  test('that nobody can answer ends with a code of its own', async () => {
    const { run } = workplace();
    expect(await run(['ask', 'What is the airspeed of a swallow?'])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('○ nothing known'),
    });
  });

  test('is cancelled at the host by Ctrl-C', async () => {
    const { start, ollama, run } = await withOllama({ answer: () => 'one two three four five' });
    const gate = ollama.faults.hold('/api/chat', { afterPieces: 2 });
    const asking = start(['ask', 'hello?']);
    await gate.reached;
    const cancelled = ollama.nextCancelled();
    asking.process.kill('SIGINT');
    await cancelled;
    expect((await asking.ended).code).toBe(130);
    expect((await run(['why'])).stderr).toContain('Nothing has been answered yet.');
  });
});

describe('quorum chat', () => {
  test('keeps what was said before as context', async () => {
    const { run, ollama } = await withOllama({ answer: () => 'Forty-two.' });
    const { code, stdout } = await run(['chat'], {
      input: 'What is the answer?\n\nWhy is that so?\n/new\nWho are you?\n',
    });
    expect(code).toBe(0);
    expect(stdout.match(/Forty-two\./g)).toHaveLength(3);
    expect(ollama.chats.map(({ messages }) => messages.length)).toEqual([2, 4, 2]);
  });

  test('explains its last answer, and knows no other command than it says', async () => {
    const { run } = await withOllama({ answer: () => 'Because.' });
    const { stdout, stderr } = await run(['chat'], { input: '/why\nWhy is the sky blue?\n/why\n/what\n' });
    expect(stdout).toMatch(/Nothing has been answered[\s\S]*expert:base wrote it with llama3\.2:3b/);
    expect(stderr).toMatch(/There is no \/what here\. \/why explains/);
  });
});

describe('quorum why and route', () => {
  test('explain an answer, and a choice', async () => {
    const { run } = await withOllamaHere({ answer: () => 'Because.' });
    await run(['ask', 'Why is the sky blue?']);
    const why = await run(['why']);
    expect(why.stdout).toMatch(/expert answers\. The question asks why\./);
    expect(why.stdout).toMatch(/expert:base wrote it with llama3\.2:3b on local\./);
    const [, id = ''] = /answer (\S+)\n$/.exec(why.stdout) ?? [];
    expect(JSON.parse((await run(['why', id, '--json'])).stdout)).toMatchObject({
      question: 'Why is the sky blue?',
      answer: { id },
    });
    expect(await run(['why', 'nothing'])).toMatchObject({
      code: 1,
      stderr: 'There is no answer or question nothing.\n',
    });

    const route = await run(['route', 'Write', 'me', 'a', 'bash', 'script']);
    expect(route.stdout).toMatch(
      /^coder answers\. .*script.*\nThe odds .*coder \d+ %.*\nModels: llama3\.2:3b on local\.\n$/,
    );
  });
});

describe('quorum models', () => {
  test('lists what is there, and fetches what is asked for with progress', async () => {
    const { run, ollama } = await withOllamaHere({ registry: [{ name: 'gemma3:4b' }] });
    expect((await run(['models', 'list'])).stdout).toMatch(/^MODEL .*\nllama3\.2:3b +local .*quick\n$/);
    const pulled = await run(['models', 'pull', 'gemma3:4b']);
    expect(pulled).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/pulling manifest\n[\s\S]*gemma3:4b is there\.\n$/),
    });
    expect(ollama.models.names()).toContain('gemma3:4b');
    expect(await run(['models', 'pull', 'nothing:1b'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing:1b'),
    });
  });

  test('says what to type when no host answers', async () => {
    const { run } = workplaceHere();
    expect(await run(['models', 'list'])).toMatchObject({ code: 1, stderr: expect.stringContaining('ollama serve') });
  });

  test('are never fetched by asking', async () => {
    const { run, ollama } = await withOllamaHere({ models: [], registry: [{ name: 'llama3.2:3b' }] });
    await run(['ask', 'Who are you?']);
    expect(ollama.requests.filter(({ path }) => path === '/api/pull')).toEqual([]);
  });
});

describe('quorum config', () => {
  test('shows every setting with its origin, and no secret', async () => {
    const { run } = workplaceHere({ QUORUM_HOSTS_LOCAL_API_KEY: 'hush-hush' });
    const { stdout } = await run(['config']);
    expect(stdout).toMatch(/^web\.port +0 +QUORUM_WEB_PORT$/m);
    expect(stdout).toMatch(/^hosts\.local\.apiKey +\(hidden\) +QUORUM_HOSTS_LOCAL_API_KEY$/m);
    expect(stdout).not.toContain('hush');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(160); // a persona is cut; --json has it whole
  });

  test('says every mistake of a broken file at once, for every command', async () => {
    const { run, folder } = workplaceHere();
    writeFileSync(
      join(folder, 'quorum.yaml'),
      'web:\n  prot: 80\nlimits:\n  questionChars: many\nroles:\n  quick:\n    temperature: 9\n',
    );
    for (const argv of [['config'], ['start'], ['ask', 'hello?'], ['doctor']]) {
      const { code, stdout, stderr } = await run(argv);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^quorum\.yaml has 3 mistakes:/);
      expect(stderr).toContain('quorum.yaml:2  web.prot  is not a setting; did you mean "port"?');
      expect(stderr).toContain('quorum.yaml:4  limits.questionChars  found "many", expected a whole number');
      expect(stderr).toContain('quorum.yaml:7  roles.quick.temperature  found 9, expected a number from 0 to 2');
    }
  });
});

describe('quorum doctor', () => {
  test('is content with a machine that has what it needs', async () => {
    const chat = ['qwen3:8b', 'gemma3:4b', 'qwen2.5-coder:7b', 'llama3.2:3b'].map((name) => ({ name, bytes: 1e8 }));
    const { run } = await withOllamaHere({
      models: [...chat, { name: 'nomic-embed-text', dimensions: 64, bytes: 1e8 }],
    });
    const { code, stdout } = await run(['doctor']);
    expect(stdout).toMatch(
      /✔ Node: v2\d[\s\S]*✔ Data folder[\s\S]*✔ Database[\s\S]*✔ Host local: Ollama[\s\S]*✔ Role quick: llama3\.2:3b[\s\S]*✔ Search: by words and by meaning, with nomic-embed-text[\s\S]*All is well\.\n$/,
    );
    expect(code).toBe(0);
  });

  test('says what to type where something is missing, and goes on', async () => {
    const { run } = await withOllamaHere({ models: [], version: '0.9.0' });
    const { code, stdout } = await run(['doctor']);
    expect(stdout).toMatch(/! Host local: Ollama 0\.9\.0 .* older than 0\.24/);
    expect(stdout).toMatch(/! Role expert: has none of .*\n {4}→ npm run -s quorum -- models pull qwen3:8b/);
    expect(stdout).toMatch(/✔ Search: by words alone/);
    expect(code).toBe(0);
  });

  test('warns of models that memory cannot hold', async () => {
    const { run } = await withOllamaHere({ models: [{ name: 'qwen3:8b', bytes: 1e15 }] });
    expect((await run(['doctor'])).stdout).toMatch(/! Memory: .* will not fit/);
  });

  test('ends non-zero when the database is not one', async () => {
    const { run, folder } = workplaceHere({ QUORUM_DATABASE: 'file:broken.db' });
    writeFileSync(join(folder, 'broken.db'), 'this is no database, but it is long enough to look at'.repeat(100));
    const { code, stdout } = await run(['doctor', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ level: 'broken', about: 'Database', remedy: expect.any(String) }),
    );
    expect(readFileSync(join(folder, 'broken.db'), 'utf8')).toMatch(/^this is no database/);
  });
});

async function withOllama(options: OllamaOptions = {}) {
  const ollama = await strictOllama(options);
  return { ollama, ...workplace({ QUORUM_HOSTS_LOCAL_URL: ollama.url }) };
}

async function withOllamaHere(options: OllamaOptions = {}) {
  const ollama = await strictOllama(options);
  return { ollama, ...workplaceHere({ QUORUM_HOSTS_LOCAL_URL: ollama.url }) };
}

async function strictOllama(options: OllamaOptions) {
  const ollama = await startOllama({ models: [{ name: 'llama3.2:3b' }], ...options });
  onTestFinished(async () => {
    expect(ollama.refusals).toEqual([]);
    await ollama.close();
  });
  return ollama;
}
