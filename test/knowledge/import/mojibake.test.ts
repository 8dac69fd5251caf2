import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repairMojibake } from '../../../src/knowledge/import/mojibake.ts';

describe('text that was read in the wrong encoding is repaired', () => {
  test.each([
    ['SchÃ¤fer', 'Schäfer'],
    ['donâ€™t', 'don’t'],
    ['well done ðŸ˜€', 'well done 😀'],
    ['20Â°C', '20°C'],
    ['â€œquotedâ€\u009d â€“ dashâ€¦', '“quoted” – dash…'],
    ['StraÃŸe', 'Straße'],
    ['GRÃ–SSE', 'GRÖSSE'],
    ['Ã–sterreich', 'Österreich'],
    ['voilÃ\u00a0 !', 'voilà !'],
    ['nie wiÄ™c siÄ™', 'nie więc się'],
    ['Å›wiat, Å¼e', 'świat, że'],
    ['ÐŸÑ€Ð¸Ð²ÐµÑ‚', 'Привет'],
    ['æ—¥æœ¬èªž', '日本語'],
    ['the naïve user wrote donâ€™t', 'the naïve user wrote don’t'],
    ['ÃƒÂ¤ twice', 'ä twice'],
    ['Itâ\u0080\u0099s Latin-1', 'It’s Latin-1'],
  ])('%j was %j', (damaged, whole) => expect(repairMojibake(damaged)).toBe(whole));

  test('whatever was written in letters comes back', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        expect(repairMojibake(damage(text))).toBe(text);
        expect(repairMojibake(damage(damage(text)))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('a single letter inside a word comes back', () => {
    for (const letter of letters) {
      expect(repairMojibake(damage(`x${letter}y`))).toBe(`x${letter}y`);
    }
  });
});

describe('honest text is left alone', () => {
  test.each([
    'Ã',
    'A NÃO É “MANHÔ',
    'naïve café',
    'Tôi không hiểu tiếng Việt, cảm ơn bạn rất nhiều',
    'A irmã não dormiu até amanhã… «irmã» à noite',
    'LE CAFÉ” et “LE CAFÉ…”',
    'Et voilà\u00a0» dit-il, « là-bas\u00a0»',
    'le café…” puis',
    'Úžasné, KŘÍŽ, NÁŠ, TÝŽ, důležité',
    'Äpfel, Öl und Übung: „NÖ“ sagte JÄ“',
    'BLÅ” och RÖD—GRÅ',
    '¿QUÉ—dijo él—? ¡Sí! El niño, el año 1º',
    'Þetta er íslenska, það',
    'Ça coûte 5 € ± 2 %, n° 3, 10 µm × 20 µm, 90°',
    'Привет, 日本語, שלום, مرحبا',
    'col·laborar, ÇOK İYİ, şey',
    '½ cup of crème fraîche',
    'œuvre, Ÿ, ƒ(x), ‰',
  ])('%j', (text) => expect(repairMojibake(text)).toBe(text));
});

test('the longest run comes to an end in time', () => {
  for (const text of ['Ã'.repeat(200_000), 'Ã¤'.repeat(200_000), 'Ãƒ'.repeat(200_000), 'é…'.repeat(200_000)]) {
    expect(repairMojibake(text).length).toBeLessThanOrEqual(text.length);
  }
});

const letters = [...'äöüßéèñçãõåøæłśćžšğıőάβγδжзийщяюабвгдאבגדابتثकखगあいうカキ漢字語한국어😀🎉ÄÖÜÉŠŽ'];
const char = fc.oneof(fc.constantFrom(...letters), fc.constantFrom(...'abc xyz, 123.’“”…€–'));

/**
 * Text of many scripts; the word in front makes it plain that nothing in it is sound once it is damaged. Chance also
 * writes what nobody does and what looks damaged from the start, such as `aÉ“`: that is left out.
 */
const sentence = fc
  .array(char, { maxLength: 60 })
  .map((chars) => `Größe: ${chars.join('')}`)
  .filter((text) => repairMojibake(text) === text);

/** UTF-8 as a program reads it that takes it for Windows-1252. */
function damage(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
}
