import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Catalogue, TaughtEntry } from '../../src/knowledge/catalogue.ts';
import { isOlderRelease } from '../../src/knowledge/release.ts';
import { aCommunity, aRow, type ImportCommunity } from './import/import-builder.ts';

// In two pieces, so that no token stands in this file.
const token = ['ghp', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v'].join('_');

let community: ImportCommunity;
let catalogue: Catalogue;
beforeEach(async () => {
  community = await aCommunity();
  catalogue = community.catalogue;
});

async function teach(question: string, rest: Partial<TaughtEntry> = {}, options?: { anyway?: boolean }) {
  await community.clock.advance(1);
  return catalogue.add({ question, answer: `That ${question} is this.`, verified: true, ...rest }, options);
}

async function edit(id: string, change: Parameters<Catalogue['edit']>[1]) {
  await community.clock.advance(1);
  return catalogue.edit(id, change);
}

describe('what is taught', () => {
  test('is known and found at once, as it was taught', async () => {
    const optional = { category: 'how-to', url: 'https://example.org/firefox', holdsFor: '24.05' };
    const entry = await teach('How do I install Firefox?', optional);
    expect(entry).toMatchObject({
      ...optional,
      kind: 'pair',
      verified: true,
      standing: 'open',
      room: null,
      retired: null,
    });
    expect(entry.source.name).toBe('Taught here');
    expect(await community.search('installing firefox')).toEqual(['How do I install Firefox?']);
  });

  test('is cleaned as what is imported is', async () => {
    const { question, answer } = await teach(' How do I\n install it? ', { answer: 'Like this.\u200b \r\n' });
    expect([question, answer]).toEqual(['How do I install it?', 'Like this.']);
  });

  test.each([
    ['placeholder', { answer: 'TODO' }],
    ['empty', { answer: ' ' }],
    ['secret', { answer: `Use ${token}.` }],
    ['too-long', { answer: 'word '.repeat(10_000) }],
  ])('is refused by the rule %s, which is named', async (rule, rest) => {
    await expect(teach('How do I log in?', rest)).rejects.toMatchObject({
      code: 'refused-entry',
      message: expect.stringMatching(new RegExp(`^It was not saved \\(${rule}\\)\\. .+\\.$`)),
    });
    expect(await community.stored()).toMatchObject({ entries: 0, sources: 0 });
  });

  test('never shows the secret for which it is refused', async () => {
    const refused = await teach('How do I log in?', { answer: `Use ${token}.` }).catch(String);
    expect(refused).not.toContain(token);
  });

  test('is refused when it is known already, unless it is wanted all the same', async () => {
    const { id } = await teach('How do I install Firefox?', { answer: 'Enable it.' });
    const again = { answer: 'Enable it.' };
    await expect(teach('how do I install firefox', again)).rejects.toMatchObject({
      code: 'refused-entry',
      message: `It was not saved (near-duplicate). It says the same as the entry ${id} (“How do I install Firefox?”).`,
    });
    await teach('how do I install firefox', again, { anyway: true });
    expect(await catalogue.list({ limit: 9 })).toHaveLength(2);
  });

  test('is no duplicate of what another room alone may be told, nor of what has left', async () => {
    const room = await community.addRoom();
    await teach('How do I install Firefox?', { roomId: room });
    const { id } = await teach('How do I install Firefox?');
    await catalogue.retire(id);
    expect(await teach('How do I install Firefox?')).toMatchObject({ room: null });
    await expect(teach('How do I install Firefox?', { roomId: room })).rejects.toMatchObject({ code: 'refused-entry' });
  });

  test('may be many things at once, all of them kept', async () => {
    const taught = Array.from({ length: 12 }, (_, index) => {
      return catalogue.add({ question: `What is thing${index}?`, answer: `It is number ${index}.`, verified: true });
    });
    await Promise.all(taught);
    expect(await catalogue.list({ limit: 20 })).toHaveLength(12);
    for (const index of [0, 5, 11]) expect((await community.search(`thing${index}`))[0]).toBe(`What is thing${index}?`);
  });
});

describe('an edit', () => {
  test('takes the place of the entry, and what is not named stays', async () => {
    const old = await teach('How do I install Firefox?', {
      category: 'how-to',
      url: 'https://example.org/',
      holdsFor: '2',
    });
    const entry = await edit(old.id, { answer: 'Enable programs.firefox.' });
    const { id: _, answer: __, createdAt: ___, ...same } = old;
    expect(entry).toMatchObject({ ...same, answer: 'Enable programs.firefox.' });
    expect(await catalogue.list({ limit: 9 })).toEqual([entry]);
    expect(await community.search('programs firefox')).toEqual(['How do I install Firefox?']);
    expect(await community.search('that this')).toEqual([]);
  });

  test('is in the history of the entry, whichever of them is asked for', async () => {
    const first = await teach('How do I install Firefox?');
    const second = await edit(first.id, { answer: 'Enable it.' });
    const third = await edit(second.id, { question: 'How is Firefox installed?' });
    for (const { id } of [first, second, third]) {
      const history = await catalogue.history(id);
      expect(history.map((entry) => [entry.id, entry.retired?.reason])).toEqual([
        [first.id, 'superseded'],
        [second.id, 'superseded'],
        [third.id, undefined],
      ]);
    }
  });

  test('is in no history of another entry with the same question', async () => {
    const one = await teach('What is it?', { answer: 'A browser.' });
    const other = await teach('What is it?', { answer: 'An editor.' });
    expect(await catalogue.history(one.id)).toHaveLength(1);
    expect(await catalogue.history(other.id)).toHaveLength(1);
  });

  test('is refused by the same rules, and the entry stays', async () => {
    const { id } = await teach('How do I log in?');
    await expect(edit(id, { answer: `Use ${token}.` })).rejects.toThrow('It was not saved (secret).');
    await expect(edit(id, { answer: 'TODO' })).rejects.toThrow('It was not saved (placeholder).');
    expect(await catalogue.show(id)).toMatchObject({ retired: null });
  });

  test('that changes the room moves the entry: the room it was in finds it no more', async () => {
    const [one, other] = [await community.addRoom(), await community.addRoom()];
    const { id } = await teach('What is firefox?', { roomId: one });
    const moved = await edit(id, { roomId: other });
    expect(moved.room).toBe('room 2');
    expect(await community.search('firefox', one)).toEqual([]);
    expect(await community.search('firefox', other)).toEqual(['What is firefox?']);
    await edit(moved.id, { roomId: null });
    expect(await community.search('firefox', one)).toEqual(['What is firefox?']);
  });

  test('ends the review that the entry was due for', async () => {
    const { id } = await teach('What is firefox?', { holdsFor: '1' });
    await catalogue.release('2');
    await edit(id, { holdsFor: '2' });
    expect(await catalogue.list({ state: 'review', limit: 9 })).toEqual([]);
  });

  test('of two at once, one wins and the other is told', async () => {
    const { id } = await teach('What is firefox?');
    const edits = ['one', 'two', 'three'].map((answer) => catalogue.edit(id, { answer: `Number ${answer}.` }));
    const ended = await Promise.allSettled(edits);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const [lost] = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toMatchObject({
      code: 'no-such-entry',
      message: `The entry ${id} has left already: it was edited or retired.`,
      remedy: expect.stringContaining(`knowledge history ${id}`),
    });
    expect(await catalogue.list({ limit: 9 })).toHaveLength(1);
  });
});

describe('an entry that is retired', () => {
  test('is found no more, but can be shown with the reason', async () => {
    const { id } = await teach('What is firefox?');
    expect(await catalogue.retire(id)).toMatchObject({ id, retired: { reason: 'retired' } });
    expect(await community.search('firefox')).toEqual([]);
    expect(await catalogue.show(id)).toMatchObject({ retired: { reason: 'retired' } });
    expect(await catalogue.list({ limit: 9 })).toEqual([]);
    expect(await catalogue.list({ state: 'retired', limit: 9 })).toHaveLength(1);
  });

  test('cannot be retired or edited again', async () => {
    const { id } = await teach('What is firefox?');
    await catalogue.retire(id);
    await expect(catalogue.retire(id)).rejects.toMatchObject({ code: 'no-such-entry' });
    await expect(catalogue.edit(id, { answer: 'A browser.' })).rejects.toMatchObject({ code: 'no-such-entry' });
  });
});

describe('an entry is named', () => {
  test('by its id, or by the last six signs of it or more', async () => {
    const { id } = await teach('What is firefox?');
    for (const named of [id, id.toUpperCase(), id.slice(-6), ` ${id.slice(-12)} `]) {
      expect(await catalogue.show(named)).toMatchObject({ id });
    }
  });

  test.each(['', 'abc', '%%%%%%', '______', 'not an id', '000000'])('by nothing else: “%s”', async (named) => {
    await teach('What is firefox?');
    await expect(catalogue.show(named)).rejects.toMatchObject({ code: 'no-such-entry', remedy: expect.any(String) });
  });

  test('by more of its id when another ends alike', async () => {
    const { store, communityId } = community;
    const { source } = await teach('What is firefox?');
    const entry = { communityId, sourceId: source.id, kind: 'pair' as const, title: 'a', text: 'b', verified: true };
    const ids = ['01990000-0000-7000-8000-0000aaaaaaaa', '01990000-0000-7000-8000-0000baaaaaaa'];
    await store.write(async (tx) => {
      for (const id of ids) await tx.entry.create({ data: { ...entry, id, key: id, createdAt: new Date(0) } });
    });
    await expect(catalogue.show('aaaaaa')).rejects.toThrow('More than one entry’s id ends with aaaaaa.');
    expect(await catalogue.show('baaaaaaa')).toMatchObject({ id: ids[1] });
  });

  test('within its community alone', async () => {
    const { id } = await teach('What is firefox?');
    const other = await aCommunity({ store: community.store });
    await expect(other.catalogue.show(id)).rejects.toMatchObject({ code: 'no-such-entry' });
    expect(await other.catalogue.list({ limit: 9 })).toEqual([]);
  });
});

describe('a list', () => {
  test('goes on after the last of the page before, oldest first', async () => {
    for (const name of ['one', 'two', 'three']) await teach(`What is ${name}?`);
    const first = await catalogue.list({ limit: 2 });
    const second = await catalogue.list({ limit: 2, after: first.at(-1)?.id });
    const questions = [...first, ...second].map(({ question }) => question);
    expect(questions).toEqual(['What is one?', 'What is two?', 'What is three?']);
  });

  test('can be of one source, or of one category', async () => {
    const { source } = await teach('What is taught?', { category: 'how-to' });
    await community.import([aRow('firefox', { category: 'code' })]);
    expect(await catalogue.list({ sourceId: source.id, limit: 9 })).toMatchObject([{ question: 'What is taught?' }]);
    expect(await catalogue.list({ category: 'code', limit: 9 })).toMatchObject([{ question: 'What is firefox?' }]);
  });

  test('of everything knows more than one page of it', async () => {
    await community.import(Array.from({ length: 1001 }, (_, index) => aRow(`thing${index}`)));
    const keys = new Set<string>();
    for await (const { source } of catalogue.all()) keys.add(source.key);
    expect(keys.size).toBe(1001);
  });
});

describe('a release', () => {
  test('makes what holds for an older version due for review, once', async () => {
    await teach('What is old?', { holdsFor: '24.05' });
    await teach('What is new?', { holdsFor: '24.11' });
    await teach('What is always?');
    expect(await catalogue.release('24.11')).toBe(1);
    expect(await catalogue.list({ state: 'review', limit: 9 })).toMatchObject([
      { question: 'What is old?', review: { reason: 'It holds for an older version than 24.11.' } },
    ]);
    expect(await catalogue.release('24.11')).toBe(0);
    expect(await community.store.read.community.findFirst()).toMatchObject({ release: '24.11' });
  });

  test.each([
    ['24.05', '24.11'],
    ['3.9', '3.12'],
    ['v2', 'v10'],
    ['v1.9', '1.10'],
  ])('%s came before %s', (one, other) => {
    expect(isOlderRelease(one, other)).toBe(true);
    expect(isOlderRelease(other, one)).toBe(false);
  });

  test('orders versions by their numbers', () => {
    const version = fc.array(fc.nat(200), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(version, version, (one, other) => {
        const [a = 0, b = 0] = one;
        const [c = 0, d = 0] = other;
        expect(isOlderRelease(one.join('.'), other.join('.'))).toBe(a < c || (a === c && b < d));
      }),
    );
  });
});
