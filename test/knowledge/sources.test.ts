import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { nameOf, uriOf } from '../../src/knowledge/source-address.ts';
import { createSources, type Sources } from '../../src/knowledge/sources.ts';
import { scratchFolder } from '../scratch.ts';
import { aRepository, gitEnv } from './import/fetch/a-repository.ts';
import { aCommunity, type ImportCommunity, never, numbersOf } from './import/import-builder.ts';
import { aFile, aFolder } from './import/source-builder.ts';

const settings = { audienceRoomId: null, verified: true };
const faq = (...names: string[]) =>
  names
    .map((name) => JSON.stringify({ question: `What is ${name}?`, answer: `Of all things, the ${name}.` }))
    .join('\n');

let community: ImportCommunity;
let sources: Sources;
let folder: string;
let added: number;
beforeEach(async () => {
  community = await aCommunity();
  const { store, clock, communityId } = community;
  folder = scratchFolder();
  added = 0;
  sources = createSources({ store, clock, communityId, folder, env: gitEnv, onAdded: () => added++ });
});

const bring = async (target: string, more: object = {}) => {
  await community.clock.advance(1000);
  return sources.import(target, { ...settings, ...more }, {}, never);
};

describe('a source can be', () => {
  test('a file, called by its name', async () => {
    const file = aFile('faq.jsonl', faq('firefox', 'steam'));
    expect(numbersOf(await bring(file))).toMatchObject({ added: 2 });
    expect(await sources.list()).toMatchObject([
      {
        name: 'faq.jsonl',
        uri: pathToFileURL(file).href,
        entries: 2,
        schedule: null,
        lastImport: { state: 'done' },
        settings,
      },
    ]);
    expect(added).toBe(1);
    expect(await community.search('firefox')).toEqual(['What is firefox?']);
  });

  test('a folder of pages, of which nothing outside is read', async () => {
    const outside = aFile('secret.md', '# Secret\n\nThe password of the outside.\n');
    const pages = aFolder({ 'guide.md': '# Guide\n\nHow Firefox is set up.\n' });
    symlinkSync(outside, join(pages, 'linked.md'));
    const report = await bring(pages);
    expect(report.notes).toEqual(['1 symbolic link was not followed: linked.md.']);
    expect(await community.known()).toMatchObject([{ text: 'How Firefox is set up.' }]);
  });

  test('the folder of a repository, without what git keeps in it', async () => {
    const { path } = aRepository({ 'README.md': '# Firefox\n\nHow it is set up.\n' });
    writeFileSync(join(path, '.git', 'notes.md'), '# Hidden\n\nNothing to be read.\n');
    await bring(pathToFileURL(path).href);
    expect(await sources.list()).toMatchObject([{ uri: pathToFileURL(path).href, entries: 1 }]);
  });

  test('a path with spaces and signs in it', async () => {
    const parent = scratchFolder();
    const odd = join(parent, 'a folder, 100% #1?');
    mkdirSync(odd);
    writeFileSync(join(odd, 'fäq.jsonl'), faq('firefox'));
    await bring(join(odd, 'fäq.jsonl'));
    expect(await sources.list()).toMatchObject([{ name: 'fäq.jsonl', entries: 1 }]);
    const [source] = await sources.list();
    expect(numbersOf(await sources.importAgain(source?.id ?? '', {}, never))).toMatchObject({ unchanged: 1 });
  });

  test('the same one, whether by its path or by its file: address', async () => {
    const file = aFile('faq.jsonl', faq('firefox'));
    await bring(file);
    expect(numbersOf(await bring(`file://${file}`))).toMatchObject({ unchanged: 1 });
    expect(await sources.list()).toHaveLength(1);
  });

  test('nothing that is not there', async () => {
    await expect(bring('/nowhere/faq.jsonl')).rejects.toMatchObject({ code: 'malformed-import' });
    expect(await sources.list()).toEqual([]);
    expect(added).toBe(0);
  });
});

describe('importing again', () => {
  test('reads what the source says now, as it was read last time', async () => {
    const file = aFile('faq.jsonl', faq('firefox', 'steam'));
    const room = await community.addRoom();
    await bring(file, { audienceRoomId: room, holdsFor: '24.05' });
    const { id } = await sources.find('faq.jsonl');
    await community.clock.advance(1000);
    writeFileSync(file, faq('firefox', 'gimp'));
    expect(numbersOf(await sources.importAgain(id, {}, never))).toMatchObject({ added: 1, unchanged: 1, retired: 1 });
    expect(await community.catalogue.list({ limit: 9 })).toMatchObject([
      { holdsFor: '24.05', room: 'room 1' },
      { holdsFor: '24.05' },
    ]);
  });

  test('of what is gone altogether fails, and what was known stays', async () => {
    const file = aFile('faq.jsonl', faq('firefox'));
    await bring(file);
    rmSync(file);
    const { id } = await sources.find(file);
    await expect(sources.importAgain(id, {}, never)).rejects.toMatchObject({ code: 'malformed-import' });
    expect(await community.search('firefox')).toEqual(['What is firefox?']);
  });

  test('of what people taught is refused with a sentence', async () => {
    await community.catalogue.add({ question: 'What is firefox?', answer: 'A browser.', verified: true });
    const { id } = await sources.find('Taught here');
    await expect(sources.importAgain(id, {}, never)).rejects.toThrow('Taught here was never imported');
  });

  test('strictly, or as a try, tells nobody that there is something new', async () => {
    const file = aFile('faq.jsonl', `${faq('firefox')}\n{"question": "Why?", "answer": "TODO"}`);
    await sources.import(file, settings, { dryRun: true }, never);
    await sources.import(file, settings, { strict: true }, never);
    expect(added).toBe(0);
    expect(await sources.list()).toEqual([]);
  });

  test('as a try leaves what the list says of the last import', async () => {
    const file = aFile('faq.jsonl', faq('firefox'));
    await bring(file);
    const before = await sources.list();
    await community.clock.advance(1000);
    await sources.importAgain(before[0]?.id ?? '', { dryRun: true }, never);
    expect(await sources.list()).toEqual(before);
  });
});

describe('a source is found', () => {
  test('by its id or the end of it, its name, its path or its address', async () => {
    const file = aFile('faq.jsonl', faq('firefox'));
    await bring(file);
    const [source] = await sources.list();
    const id = source?.id ?? '';
    for (const named of [id, id.slice(-6), 'faq.jsonl', file, pathToFileURL(file).href]) {
      expect(await sources.find(named)).toMatchObject({ id });
    }
  });

  test('by what tells it from another of the same name', async () => {
    const [one, other] = [aFile('faq.jsonl', faq('firefox')), aFile('faq.jsonl', faq('steam'))];
    await bring(one);
    await bring(other);
    await expect(sources.find('faq.jsonl')).rejects.toThrow('More than one source is called faq.jsonl.');
    expect(await sources.find(other)).toMatchObject({ uri: pathToFileURL(other).href });
  });

  test('in its own community alone', async () => {
    const file = aFile('faq.jsonl', faq('firefox'));
    await bring(file);
    const other = await aCommunity({ store: community.store });
    const { store, clock, communityId } = other;
    const elsewhere = createSources({ store, clock, communityId, folder, env: gitEnv });
    await expect(elsewhere.find(file)).rejects.toMatchObject({ code: 'no-such-source' });
    const { id } = await sources.find(file);
    await expect(elsewhere.schedule(id, undefined)).rejects.toMatchObject({ code: 'no-such-source' });
    expect(await elsewhere.list()).toEqual([]);
  });
});

test('a schedule is kept until it is taken away', async () => {
  await bring(aFile('faq.jsonl', faq('firefox')));
  const { id } = await sources.find('faq.jsonl');
  const next = new Date(86_400_000);
  await sources.schedule(id, { cron: '0 3 * * *', next });
  expect(await sources.find(id)).toMatchObject({ schedule: '0 3 * * *', nextImportAt: next });
  await sources.schedule(id, undefined);
  expect(await sources.find(id)).toMatchObject({ schedule: null, nextImportAt: null });
});

describe('an address with a secret in it', () => {
  // In two pieces, so that no token stands in this file.
  const token = ['ghp', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v'].join('_');
  const secrets = [
    'https://me:hunter2secret@example.org/wiki',
    'https://hunter2secret@github.com/nobody/nothing.git',
    'git+https://me:hunter2secret@example.org/nothing.git',
    'ssh://git:hunter2secret@example.org/nothing.git',
    'HTTPS://me:hunter2secret@example.org/',
    'https://me:hunter2secret:1@/@',
    `https://example.org/wiki?token=${token}`,
  ];

  test.each(secrets)('is refused before anything is stored, and not shown: %s', async (address) => {
    const failure = await bring(address).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'bad-address', remedy: expect.any(String) });
    expect(String(failure)).not.toMatch(/hunter2secret|q83vEjRWeJ/);
    expect(await community.stored()).toEqual({ entries: 0, segments: 0, sources: 0, imports: 0 });
  });

  test.each(secrets)('is not shown when it is looked for: %s', async (address) => {
    const failure = await sources.find(address).catch(String);
    expect(failure).not.toMatch(/hunter2secret|q83vEjRWeJ/);
  });

  test.each([
    'https://nix.dev/',
    'https://example.org/@someone/a-page',
    'ssh://git@example.org/nothing.git',
    'git@example.org:nothing/at-all.git',
    'github.com/NixOS/nix.dev',
  ])('is none of these: %s', (address) => expect(uriOf(address)).toBe(address));
});

test.each([
  ['https://nix.dev/', 'nix.dev'],
  ['https://github.com/NixOS/nix.dev', 'github.com/NixOS/nix.dev'],
  ['file:///home/me/faq.jsonl', 'faq.jsonl'],
  ['file:///home/me/my%20faq/', 'my faq'],
])('%s is called %s', (uri, name) => expect(nameOf(uri)).toBe(name));
