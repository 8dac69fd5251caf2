import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBestFew } from '../../../src/knowledge/best-few.ts';
import { createCoder } from '../../../src/knowledge/vectors/binary-codes.ts';
import { createCodeTable, everyone, nobody } from '../../../src/knowledge/vectors/code-table.ts';
import { createRotation } from '../../../src/knowledge/vectors/rotation.ts';
import { createGaussian, createVectorMaker, dot } from './made-vectors.ts';

describe('the rotation', () => {
  test('keeps every length and every angle, and is the same each time it is made', () => {
    const dimensions = fc.integer({ min: 2, max: 900 });
    fc.assert(
      fc.property(dimensions, fc.nat(), (length, seed) => {
        const gaussian = createGaussian(seed);
        const [one, other] = [Float32Array.from({ length }, gaussian), Float32Array.from({ length }, gaussian)];
        const { rotate } = createRotation(length);
        const [turned, turnedToo] = [rotate(one).slice(), rotate(other).slice()];
        const tolerance = 1e-4 * Math.max(1, dot(one, one) + dot(other, other));
        expect(Math.abs(dot(turned, turned) - dot(one, one))).toBeLessThan(tolerance);
        expect(Math.abs(dot(turned, turnedToo) - dot(one, other))).toBeLessThan(tolerance);
        expect(createRotation(length).rotate(one)).toEqual(turned);
      }),
      { numRuns: 30 },
    );
  });

  test('spreads what stands in one dimension over all', () => {
    const { rotate } = createRotation(768);
    const single = new Float32Array(768);
    single[5] = 1;
    const largest = rotate(single).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThan(0.2);
  });
});

describe('codes', () => {
  test.each([
    ['around nothing', 0],
    ['that all lean the same way', 1],
  ])('of vectors %s find nearly all of the ten nearest among two hundred', (_, mean) => {
    const make = createVectorMaker({ dimensions: 256, rank: 32, mean, seed: 4 });
    const vectors = Array.from({ length: 4000 }, make);
    const table = tableOf(vectors, meanOf(vectors));
    let found = 0;
    for (let question = 0; question < 20; question++) {
      const asked = make();
      const nearest = vectors
        .map((vector, row) => ({ row: row + 1, cosine: dot(vector, asked) }))
        .sort((one, other) => other.cosine - one.cosine)
        .slice(0, 10);
      const candidates = new Set(table.nearest(asked, 200));
      found += nearest.filter(({ row }) => candidates.has(row)).length;
    }
    expect(found / 200).toBeGreaterThanOrEqual(0.98);
  });

  test('estimate a cosine without leaning to either side', () => {
    const make = createVectorMaker({ dimensions: 768, rank: 64, seed: 5 });
    const asked = make();
    const coder = createCoder(768, new Float32Array(768));
    const { table, unit } = coder.prepare(asked);
    const errors = Array.from({ length: 500 }, () => {
      const vector = make();
      const code = new Uint8Array(coder.codeBytes);
      const { base, slope } = coder.encode(vector, code, 0);
      const sum = code.reduce((total, bits, byte) => total + (table[byte * 256 + bits] ?? 0), 0);
      return base + slope * unit * sum - dot(vector, asked);
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.15);
  });

  test('of a room are ranked for that room alone, however few others there are', () => {
    const make = createVectorMaker({ dimensions: 64, rank: 8, seed: 6 });
    const audiences = fc.array(fc.constantFrom(everyone, nobody, 1, 2), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        audiences,
        fc.constantFrom(everyone, 1, 2, 3),
        fc.integer({ min: 1, max: 9 }),
        (to, asking, count) => {
          const coder = createCoder(64, new Float32Array(64));
          const table = createCodeTable(coder);
          for (const [at, audience] of to.entries()) table.add(at + 1, `entry ${at}`, audience, make());
          const rows = table.nearest(coder.prepare(make()), asking, count);
          const allowed = to.filter((audience) => audience === everyone || audience === asking);
          expect(rows).toHaveLength(Math.min(count, allowed.length));
          for (const row of rows) expect([everyone, asking]).toContain(to[row - 1]);
        },
      ),
    );
  });

  test('are found by their rows, and know another entry in the same row', () => {
    const table = createCodeTable(createCoder(64, new Float32Array(64)));
    for (const row of [3, 5, 4000]) table.add(row, `entry ${row}`, everyone, new Float32Array(64).fill(0.125));
    expect([3, 5, 4000, 1, 4, 5000].map((row) => table.find(row))).toEqual([0, 1, 2, undefined, undefined, undefined]);
    expect(table.isOf(1, 'entry 5')).toBe(true);
    expect(table.isOf(1, 'entry 3')).toBe(false);
  });
});

test('the best few of many are those that sorting all would give', () => {
  const scores = fc.uniqueArray(fc.double({ noNaN: true }), { maxLength: 200 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 50 }), (all, count) => {
      const best = createBestFew(count);
      for (const [slot, score] of all.entries()) best.offer(slot, score);
      const sorted = [...all.keys()].sort((one, other) => (all[other] ?? 0) - (all[one] ?? 0)).slice(0, count);
      expect(new Set(best.slots())).toEqual(new Set(sorted));
    }),
  );
});

function tableOf(vectors: readonly Float32Array[], centre: Float32Array) {
  const coder = createCoder(centre.length, centre);
  const table = createCodeTable(coder);
  for (const [at, vector] of vectors.entries()) table.add(at + 1, `entry ${at}`, everyone, vector);
  return { nearest: (asked: Float32Array, count: number) => table.nearest(coder.prepare(asked), everyone, count) };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  return sum.map((value) => value / vectors.length);
}
