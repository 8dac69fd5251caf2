import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplaceHere } from './quorum-here.ts';
import { type Ended, type Workplace, workplace } from './quorum-process.ts';

const knowingNothing = { QUORUM_COMMUNITY_STARTER_PACK: 'false' };

const pairs = [
  'question,answer,category',
  'How do I frobnicate a widget?,Run `frob --widget`.,how-to',
  '"How do I defrost the server?","Use the heater.\nThen wait.",how-to',
  'What is a grommet?,A ring that keeps cables whole.,concept',
  '',
].join('\n');

describe('quorum knowledge import', () => {
  test('brings in a table that is found at once, and that changes nothing when it comes again', async () => {
    const { knowledge, run, write } = community();
    write('faq.csv', pairs);
    const first = await knowledge('import', 'faq.csv', '--verified');
    expect(first).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^faq\.csv \(csv\): 3 added, 0 changed, 0 unchanged, 0 retired, in \d+\.\d s\.\n$/),
      stderr: 'Importing faq.csv …\n',
    });
    expect((await run(['ask', 'How do I defrost the server?'])).stdout).toMatch(/^Use the heater\.\nThen wait\.\n\n✔ /);
    const found = await knowledge('search', 'defrost', 'the', 'server');
    expect(found.stdout).toMatch(
      /^\[1\] ✔ How do I defrost the server\? · 100 % · [0-9a-f]{8}\n {4}Use the heater\. Then wait\.\n/,
    );
    expect(found.stdout).toMatch(/\n\d+ % sure that this answers it\.\n$/);
    expect((await knowledge('import', 'faq.csv', '--verified')).stdout).toContain('0 added, 0 changed, 3 unchanged');
  });

  test('keeps nothing of a broken file, and says where it is broken', async () => {
    const { knowledge, write } = community();
    write('faq.jsonl', '{"question":"Why?","answer":"Because."}\n{"question":"How?","answer":\n');
    const { code, stdout, stderr } = await knowledge('import', 'faq.jsonl');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^faq\.jsonl:2/m);
    expect(JSON.parse((await knowledge('list', '--json')).stdout)).toEqual([]);
    expect(JSON.parse((await knowledge('sources', '--json')).stdout)).toEqual([]);
  });

  test('leaves a refused row out and says why; strictly, or as a dry run, it keeps nothing', async () => {
    const { knowledge, write } = community();
    write('faq.csv', `${pairs}What is the password?,,\n`);
    const { stdout } = await knowledge('import', 'faq.csv', '--dry-run');
    expect(stdout).toMatch(/would have been 3 added[^\n]*\n1 row was refused:\n {2}faq\.csv:6 {2}empty {2}The answer/);
    expect(stdout).toContain('This was a dry run: nothing of it was kept.\n');
    const strict = await knowledge('import', 'faq.csv', '--strict', '--json');
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({
      ...{ added: 3, changed: 0, unchanged: 0, retired: 0, kept: 0, badExamples: 0, refused: 1, dropped: 'strict' },
      refusals: [{ at: { file: 'faq.csv', line: 6 }, rule: 'empty', why: expect.any(String) }],
    });
    expect(JSON.parse((await knowledge('list', '--json')).stdout)).toEqual([]);
    const lenient = await knowledge('import', 'faq.csv');
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toContain('What does not say of itself that it is verified counts as unverified');
  });

  test('reads a folder of pages, and again by its name as it was told the first time', async () => {
    const { knowledge, write } = community();
    write('handbook/start.md', '# Starting\n\nTurn the crank of the generator twice.\n');
    write('handbook/deep/stop.md', '# Stopping\n\nPull the red lever of the generator.\n');
    expect((await knowledge('import', 'handbook', '--holds-for', '1.0')).stdout).toContain('handbook (pages): 2 added');
    write('handbook/start.md', '# Starting\n\nPush the green button of the generator.\n');
    expect((await knowledge('import', 'handbook', '--again')).stdout).toMatch(/: 1 added|: 0 added, 1 changed/);
    const found = JSON.parse((await knowledge('search', 'green button generator', '--json')).stdout);
    expect(found).toMatchObject({ known: expect.any(Boolean), confidence: expect.any(Number) });
    expect(found.passages[0]).toMatchObject({ kind: 'passage', text: expect.stringContaining('green button') });
    expect((await knowledge('release', '1.1')).stdout).toMatch(
      /^1\.1 is announced\. 2 entries hold for an older version/,
    );
    expect(JSON.parse((await knowledge('list', '--state', 'review', '--json')).stdout)).toHaveLength(2);
  });

  test('reads a pipe, once it is told what is in it', async () => {
    const { run, knowledge } = community();
    const input = '{"frage":"What is a grommet?","antwort":"A ring that keeps cables whole."}\n';
    expect(await run(['knowledge', 'import', '-'], { input })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--format jsonl'),
    });
    const columns = ['--column', 'question=frage', '--column', 'answer=antwort'];
    const argv = ['knowledge', 'import', '-', '--format', 'jsonl', '--name', 'workshop', ...columns];
    expect((await run(argv, { input })).stdout).toContain('workshop (jsonl): 1 added');
    expect((await run(argv, { input })).stdout).toContain('workshop (jsonl): 0 added, 0 changed, 1 unchanged');
    expect((await knowledge('list')).stdout).toMatch(
      /^ID +KIND +TITLE[^\n]*\n[0-9a-f]{8} {2}pair {2}What is a grommet\? /,
    );
  });

  test('comes again by itself when that is wished for', async () => {
    const { knowledge, write } = community();
    write('faq.csv', pairs);
    expect((await knowledge('import', 'faq.csv', '--every', '1d')).stdout).toMatch(/again by itself .* next at \d{4}-/);
    const sources = (await knowledge('sources')).stdout;
    expect(sources).toMatch(/^NAME .*ADDRESS\nfaq\.csv +3 +\d{4}-.* \d+ \d+ \* \* \* .*\/faq\.csv\n$/);
    await knowledge('import', 'faq.csv', '--again', '--every', 'never');
    expect(JSON.parse((await knowledge('sources', '--json')).stdout)).toMatchObject([
      { schedule: null, nextImportAt: null },
    ]);
  });

  test('is stopped by Ctrl-C, and keeps nothing', async () => {
    const place = workplace(knowingNothing);
    const { knowledge, write } = community(place);
    const rows = Array.from(
      { length: 60_000 },
      (_, row) => `What is part ${row} of the machine?,Part ${row * 7} of it.`,
    );
    write('faq.csv', `question,answer\n${rows.join('\n')}\n`);
    const importing = place.start(['knowledge', 'import', 'faq.csv']);
    await importing.line(/Importing faq\.csv …/);
    importing.process.kill('SIGINT');
    expect(await importing.ended).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringContaining('Stopped; nothing of it was kept.\n'),
    });
    expect(JSON.parse((await knowledge('list', '--json')).stdout)).toEqual([]);
  });

  test('that contradicts itself is refused with what to leave out', async () => {
    const { knowledge } = community();
    expect(await knowledge('import', 'faq.csv', '--again', '--verified', '--room', 'x')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/goes without .*--verified or --unverified/),
    });
    expect(await knowledge('import', 'faq.csv', '--verified', '--unverified')).toMatchObject({ code: 2 });
    expect(await knowledge('imprt', 'faq.csv')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('(Did you mean import?)'),
    });
  });
});

describe('an entry', () => {
  test('is taught, changed, looked back at and taken out', async () => {
    const { knowledge, run } = community();
    const added = await run(
      ['knowledge', 'add', '--question', 'How do I oil the hinge?', '--answer', '-', '--holds-for', '2', '--json'],
      { input: 'Use goose fat.\n' },
    );
    const { id } = JSON.parse(added.stdout);
    expect(JSON.parse(added.stdout)).toMatchObject({
      answer: 'Use goose fat.',
      verified: true,
      holdsFor: '2',
      room: null,
    });
    const changed = await knowledge(
      'edit',
      id.slice(-8),
      '--answer',
      'Use machine oil.',
      '--unverified',
      '--url',
      'https://hinge.example/',
    );
    expect(changed.stdout.split('\n')).toEqual([
      expect.stringMatching(/^Changed: How do I oil the hinge\? \(now [0-9a-f]{8}\)$/),
      '  link: none → https://hinge.example/',
      '  verified: yes → no',
      '  - Use goose fat.',
      '  + Use machine oil.',
      '',
    ]);
    expect((await knowledge('search', 'oil the hinge')).stdout).not.toContain('goose fat');
    const history = await knowledge('history', id);
    expect(history.stdout).toMatch(
      /How do I oil[^\n]*\n {2}left on .*: another entry says it now\.\n[\s\S]*\+ Use machine oil\.\n$/,
    );
    const [, now = ''] = /now ([0-9a-f]{8})/.exec(changed.stdout) ?? [];
    expect((await knowledge('show', now)).stdout).toMatch(
      /^How do I oil the hinge\?\nunverified · pair · holds for 2 · for the whole community\n/,
    );
    expect((await knowledge('retire', now)).stdout).toBe(`Retired: How do I oil the hinge? (${now})\n`);
    expect(await knowledge('search', 'oil the hinge')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('Nothing known'),
    });
  });

  test('that is the same as another, or lacks something, is not added', async () => {
    const { knowledge } = community();
    const twin = ['--question', 'How do I oil the hinge?', '--answer', 'Use machine oil, and only a drop of it.'];
    expect((await knowledge('add', ...twin)).code).toBe(0);
    expect(await knowledge('add', ...twin)).toMatchObject({ code: 1, stderr: expect.stringContaining('--anyway') });
    expect(await knowledge('add', '--question', 'Why?')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--answer is missing\.\nFor example: /),
    });
    expect(await knowledge('edit', '00000000')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no entry 00000000'),
    });
  });

  test('for one room is found and exported there alone', async () => {
    const { knowledge, run } = community();
    const secret = ['--question', 'Where is the spare key?', '--answer', 'Under the third flower pot.'];
    expect(await knowledge('add', ...secret, '--room', 'terminal')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no room called terminal.'),
    });
    await run(['ask', 'hello?']);
    expect((await knowledge('add', ...secret, '--room', 'terminal')).code).toBe(0);
    expect((await knowledge('search', 'spare key')).code).toBe(3);
    expect((await knowledge('search', 'spare key', '--room', 'terminal')).stdout).toContain('flower pot');
    expect(await knowledge('export')).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^1 entry was left out/),
    });
    expect((await knowledge('export', '--room', 'terminal')).stdout).toContain('flower pot');
  });
});

describe('quorum knowledge export', () => {
  test('writes what imports elsewhere as the same, and overwrites nothing unasked', async () => {
    const [here, elsewhere] = [community(), community()];
    here.write('faq.csv', pairs);
    await here.knowledge('import', 'faq.csv', '--verified');
    const out = join(here.folder, 'known.jsonl');
    expect(await here.knowledge('export', '--out', out)).toEqual({
      code: 0,
      stdout: '',
      stderr: `3 entries written to ${out}\n`,
    });
    const written = readFileSync(out, 'utf8');
    expect(await here.knowledge('export', '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--force'),
    });

    expect((await elsewhere.knowledge('import', out)).stdout).toContain('3 added');
    expect(sortedLines((await elsewhere.knowledge('export')).stdout)).toEqual(sortedLines(written));
    expect(JSON.parse((await elsewhere.knowledge('export', '--json', '--source', 'known.jsonl')).stdout)).toHaveLength(
      3,
    );
  });
});

/** A workplace that knows nothing yet. */
function community({ run, folder }: Pick<Workplace, 'folder' | 'run'> = workplaceHere(knowingNothing)) {
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  return { folder, run, write, knowledge: (...argv: string[]): Promise<Ended> => run(['knowledge', ...argv]) };
}

/** Entries that came in the same moment stand in no order. */
function sortedLines(text: string): string[] {
  return text.split('\n').sort();
}
