import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gramsOf } from '../../../src/knowledge/words/grams.ts';
import { contentWords } from '../../../src/knowledge/words/small-words.ts';
import { stemOf, termsOf } from '../../../src/knowledge/words/terms.ts';

const stemsOf = (text: string) => termsOf(text).words.map(stemOf).join(' ');
const namesOf = (text: string) => termsOf(text).exact;

describe('words', () => {
  test.each([
    ['Installing packages', 'instal packag'],
    ['the updates were installed', 'the updat were instal'],
    ['Ça marche à Genève?', 'ca marche a geneve'],
    ['Straße und Größe', 'strasse und grosse'],
    ['ＡＢＣ１２３ ﬁle', 'abc123 file'],
    ['ЁЛКА и Ёжик', 'елка и ежик'],
    ['Как установить браузер?', 'как установить браузер'],
    ['كيف أقوم بتثبيت المتصفح', 'كيف اقوم بتثبيت المتصفح'],
    ['我怎么安装浏览器', '我 怎么 安装 浏览 器'],
    ['ブラウザをインストールする', 'ブラウザ を インストール する'],
    ['ดาวน์โหลดไฟล์', 'ดาวน์โหลด ไฟล์'],
    ['फ़ायरफ़ॉक्स कैसे स्थापित करें', 'फ़ायरफ़ॉक्स कैसे स्थापित करें'],
    ['브라우저를 설치하는 방법', '브라우저를 설치하는 방법'],
  ])('of “%s” are found without case, accents and English endings', (text, stems) => {
    const plain = (stem: string) => stem.normalize('NFC');
    expect(stemsOf(text).split(' ').map(plain)).toEqual(stems.split(' ').map(stemOf).map(plain));
  });

  test.each([
    ['installing', 'installed'],
    ['café', 'CAFE'],
    ['Straße', 'STRASSE'],
    ["Nix's", 'nix'],
    ['don’t', "DON'T"],
    ['Łódź', 'lodz'],
  ])('“%s” and “%s” are one word', (one, other) => {
    expect(stemsOf(one)).toBe(stemsOf(other));
  });

  test('of kana keep their voicing: a bus is no lotus', () => {
    expect(stemsOf('バス')).not.toBe(stemsOf('ハス'));
  });

  test('of a script without spaces are met across their borders, too', () => {
    expect(termsOf('我怎么安装浏览器 nix').runs).toEqual(['我怎么安装浏览器']);
    expect(gramsOf('浏览器')).toEqual(['浏览', '览器']);
  });

  test('share grams with their inflections, compounds and misspellings', () => {
    const shared = (one: string, other: string) => gramsOf(one).filter((gram) => gramsOf(other).includes(gram)).length;
    expect(shared('datenbank', 'datenbankserver')).toBeGreaterThan(4);
    expect(shared('installation', 'installiert')).toBeGreaterThan(3);
    expect(gramsOf('nix')).toEqual([]);
  });
});

describe('identifiers', () => {
  test.each([
    ['services.nginx.enable', ['=services.nginx.enable', '=services.nginx', '=nginx.enable'], 'services nginx enable'],
    ['configuration.nix', ['=configuration.nix'], 'configuration nix'],
    ['--impure', ['=--impure'], 'impure'],
    ['0x80070005', ['=0x80070005'], '0x80070005'],
    ['v1.2.3', ['=1.2.3'], ''],
    ['24.05', ['=24.05'], ''],
    ['mkDerivation', ['=mkderivation'], 'mk derivation mkderivation'],
    ['C++', ['=c++'], 'c'],
    ['ENOENT', [], 'enoent'],
    ['~/.bashrc', ['=~/.bashrc'], 'bashrc'],
    ['foo_bar', ['=foo_bar'], 'foo bar'],
  ])('%s is found exactly and by its parts', (name, exact, words) => {
    expect(namesOf(name)).toEqual(exact);
    expect(termsOf(name).words.join(' ')).toBe(words);
  });

  test('of a path are the whole, its last name, and what leads there', () => {
    expect(namesOf('/etc/nixos/configuration.nix')).toEqual([
      '=/etc/nixos/configuration.nix',
      '=etc/nixos',
      '=nixos/configuration',
      '=configuration.nix',
    ]);
  });

  test.each([
    '(services.nginx.enable).',
    '`services.nginx.enable`',
    '"services.nginx.enable",',
    'Services.Nginx.Enable!',
  ])('are the same in whatever stands around them: %s', (text) => {
    expect(namesOf(text)).toEqual(namesOf('services.nginx.enable'));
  });

  test('are found where a script without spaces runs into them', () => {
    expect(namesOf('安装services.nginx.enable吧')).toContain('=services.nginx.enable');
  });

  test('longer than anyone copies are data, and searched as words', () => {
    const data = `${'a1b2'.repeat(30)}.${'c3'.repeat(30)}`;
    expect(namesOf(data)).toEqual([]);
    expect(termsOf(data).words).toHaveLength(2);
  });

  test('are never taken for words, nor words for them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { words, exact } = termsOf(text);
        for (const name of exact) expect(name).toMatch(/^=\S+$/);
        for (const word of words) expect(word).not.toMatch(/^=/);
      }),
    );
  });
});

describe('the words that a question is about', () => {
  test.each([
    ['How do I install the firefox browser on my machine please', ['install', 'firefox', 'browser', 'machine']],
    ['Wie installiere ich die neue Version von Firefox', ['installiere', 'version', 'firefox']],
    ['¿Cómo puedo instalar el navegador en mi máquina?', ['instalar', 'navegador', 'maquina']],
  ])('are those that are not small in its language: %s', (question, words) => {
    expect(contentWords(termsOf(question).words)).toEqual(expect.arrayContaining(words));
    expect(contentWords(termsOf(question).words).length).toBeLessThanOrEqual(words.length + 1);
  });

  test('are each named once, in the order asked, and none of its own making', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('the', 'nix', 'wie', 'ich', 'firefox', 'de')), (words) => {
        const content = contentWords(words);
        expect(content).toEqual([...new Set(words)].filter((word) => content.includes(word)));
      }),
    );
  });
});

describe('whatever the text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('é', '.', '-', '+', "'", '/', 'a', 'Z', '9', '漢', 'ア', 'ไ', '\u0301', ' ', '::', '~'))
      .map(join),
  );

  test('words are without spaces, in lower case, and never empty', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { words, runs } = termsOf(text);
        for (const word of [...words, ...runs]) expect(word).toMatch(/^\S+$/u);
        for (const word of words) expect(word).toBe(word.toLowerCase());
      }),
    );
  });

  test('a text gives the terms of its parts', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [first, second, both] = [termsOf(one), termsOf(other), termsOf(`${one}\n${other}`)];
        expect(both.words).toEqual([...first.words, ...second.words]);
        expect(both.exact).toEqual([...first.exact, ...second.exact]);
      }),
    );
  });

  test.each([
    ['a megabyte of one letter', 'a'.repeat(1e6)],
    ['a megabyte of initials', 'a.'.repeat(5e5)],
    ['a megabyte that ends like an English word', `${'sebb'.repeat(250_000)}ement`],
    ['dots before a letter', `${'.'.repeat(1e5)}x`],
    ['dots between letters', `x${'.'.repeat(1e5)}x`],
    ['dashes', `${'-'.repeat(1e5)}x.`],
    ['quotes', `a${"'".repeat(1e5)}s`],
    ['accents upon one letter', `e${'\u0301\u0316'.repeat(5e4)}`],
    ['accented initials', 'é.'.repeat(2e5)],
    ['Chinese without an end', '我怎么安装浏览器'.repeat(2e4)],
    ['Chinese and Latin by turns', '漢a'.repeat(1e5)],
    ['Thai without an end', 'ดาวน์โหลดไฟล์'.repeat(2e4)],
    ['one letter that stands for eighteen', '\uFDFA'.repeat(2e4)],
    ['halves of characters', '\ud800'.repeat(1e5)],
  ])('reading it comes to an end: %s', (_, text) => {
    const { words, runs } = termsOf(text);
    const grams = [...new Set(words.map(stemOf)), ...runs].flatMap(gramsOf);
    expect([...words, ...grams].filter((term) => /\s/.test(term))).toEqual([]);
  });
});

function join(parts: readonly string[]): string {
  return parts.join('');
}
