import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../src/knowledge/index.ts';

test.each([
  ['Installing packages', 'install packag'],
  ['the updates were installed', 'the updat were install'],
  ['Ça marche à Genève?', 'ca march a genev'],
  ['我怎么安装浏览器', '我 怎么 安装 浏览 器'],
  ['ดาวน์โหลดไฟล์', 'ดาวน์โหลด ไฟล์'],
  ['फ़ायरफ़ॉक्स कैसे स्थापित करें', 'फ़ायरफ़ॉक्स कैसे स्थापित करें'],
])('finds the words of “%s”', (text, words) => {
  expect(wordsOf(text).join(' ').normalize('NFC')).toBe(words.normalize('NFC'));
});

test('finds the same words again in what it found, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const word of wordsOf(text)) expect(word).not.toMatch(/\s/u);
    }),
  );
});
