import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportReport } from '../../../src/knowledge/import/report.ts';
import { createManualClock } from '../../models/manual-clock.ts';
import { scratchStore } from '../../scratch.ts';
import { aCommunity, aRow, type Row } from './import-builder.ts';

/** Sources of few keys and few texts, some of which are twins, placeholders or bad examples: so that rows collide. */
const row = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    says: fc.constantFrom('firefox', 'steam', 'gimp', 'krita', 'vim', 'TODO'),
    isPolite: fc.boolean(),
    category: fc.constantFrom(undefined, 'how-to'),
    isBad: fc.nat(5).map((roll) => roll === 0),
  })
  .map(({ key, says, isPolite, category, isBad }): Row => {
    const { title, text } = aRow(says);
    return {
      key: isBad ? `bad ${key}` : key, // what is a bad example stays one: votes here could not be told from it
      title: isPolite ? `Please: ${title}` : `${title}`,
      text: says === 'TODO' ? 'TODO' : `${text}`,
      ...(category && { category }),
      ...(isBad && { standing: 'denied' as const }),
    };
  });
const source = fc.uniqueArray(row, { selector: ({ key }) => key, maxLength: 8 });

const rowsIn = ({ added, changed, unchanged, kept, refused }: ImportReport) =>
  added + changed + unchanged + kept + refused;

test('what is known after any imports is what the newest alone would have brought, and numbers add up', async () => {
  const store = await scratchStore();
  const clock = createManualClock();
  await fc.assert(
    fc.asyncProperty(source, source, async (one, other) => {
      const [community, first, second] = [
        await aCommunity({ store, clock }),
        await aCommunity({ store, clock }),
        await aCommunity({ store, clock }),
      ];
      await first.import(one);
      await second.import(other);
      for (const [rows, fresh] of [
        [one, first],
        [other, second],
        [one, first],
        [one, first],
      ] as const) {
        const before = (await community.known()).length;
        const report = await community.import(rows);
        expect(await community.known()).toEqual(await fresh.known());
        expect(rowsIn(report)).toBe(rows.length);
        expect(report.refusals).toHaveLength(report.refused);
        expect((await community.known()).length).toBeLessThanOrEqual(before + report.added);
      }
      expect(await community.import(one)).toMatchObject({ added: 0, changed: 0, retired: 0, kept: 0 });
    }),
    { numRuns: 40 },
  );
});

test('what people edit or retire here stays as they left it, while the source says the same', async () => {
  const store = await scratchStore();
  const clock = createManualClock();
  const deeds = fc.array(fc.tuple(fc.nat(7), fc.constantFrom('edit', 'retire')), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(source, deeds, async (rows, done) => {
      const community = await aCommunity({ store, clock });
      await community.import(rows);
      for (const [index, deed] of done) {
        await clock.advance(1000);
        const entry = (await community.catalogue.list({ limit: 9 })).at(index);
        if (!entry) continue;
        if (deed === 'retire') await community.catalogue.retire(entry.id);
        else await community.catalogue.edit(entry.id, { answer: `We say of ${entry.id} something else.` });
      }
      const known = await community.known();
      const report = await community.import(rows);
      expect(await community.known()).toEqual(known);
      expect(report).toMatchObject({ added: 0, changed: 0, kept: 0, retired: 0 });
      expect(rowsIn(report)).toBe(rows.length);
    }),
    { numRuns: 40 },
  );
});
