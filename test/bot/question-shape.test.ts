import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksBack, looksLikeQuestion, looksSettled } from '../../src/bot/question-shape.ts';

describe('a message looks like a question', () => {
  test.each([
    'hi, how do I install firefox',
    'hey guys how do I install steam',
    'does anyone know how to pin a flake',
    'I have a problem: sound is gone. Any ideas?',
    'my wifi is broken since the update',
    'I am trying to boot from zfs',
    'thanks, but how do I undo that?',
    '```\nerror: attribute missing\n```',
    'Traceback (most recent call last):',
    'wie bekomme ich das zum Laufen',
    'das geht leider nicht',
    "est-ce que quelqu'un connait la commande",
    'comment installer firefox',
    '¿dónde está el archivo?',
    'cómo instalo firefox',
    'como faço para instalar',
    'come si installa firefox',
    'hoe installeer ik firefox',
    'dzięki, ale jak to zrobić',
    'как установить firefox',
    'Firefox не запускается',
    'firefox nasıl kurulur',
    'πώς εγκαθιστώ το firefox',
    'ξέρει κανείς το firefox;',
    'كيف أثبت فايرفوكس؟',
    'چطور فایرفاکس را نصب کنم',
    'איך מתקינים פיירפוקס',
    'मैं फ़ायरफ़ॉक्स कैसे इंस्टॉल करूँ',
    'bagaimana cara memasang firefox',
    'làm sao để cài firefox',
    'ติดตั้งไฟร์ฟอกซ์อย่างไร',
    '怎么安装火狐',
    '無法開機，怎麼辦',
    'Firefoxをインストールするにはどうすればいいですか',
    '파이어폭스를 어떻게 설치하나요',
  ])('%s', (text) => {
    expect(looksLikeQuestion(text)).toBe(true);
  });
});

describe('a message does not look like a question', () => {
  test.each([
    'lol',
    '?',
    'what?',
    '😂😂😂',
    'good morning everyone',
    'thanks!',
    'thank you so much, the error is gone',
    'see https://example.org/search?q=firefox for that',
    'you get it from the `pkgs.firefox?` option',
    'that is what the docs say',
    'use nixos-rebuild switch',
    '> how do I install firefox?\nsame here',
    '<@123456789> <:what:123456789>',
  ])('%s', (text) => {
    expect(looksLikeQuestion(text)).toBe(false);
  });
});

test.each([
  'which version are you on?',
  'have you tried turning it off?',
  'what does your log say?',
  'hast du das neu gebaut?',
])('who helps asks back: %s', (text) => expect(asksBack(text)).toBe(true));

test.each([
  'how do you install firefox?',
  'do you guys know why wifi fails?',
  'could you tell me what your config is for?',
])('who needs help does not ask back: %s', (text) => expect(asksBack(text)).toBe(false));

test.each(['nvm found it', 'solved, thank you', 'hat sich erledigt', 'решено', '解決しました'])(
  'it is over: %s',
  (text) => expect(looksSettled(text)).toBe(true),
);

test.each(['thanks in advance', 'solved how?', 'how do I fix this'])('it is not over: %s', (text) =>
  expect(looksSettled(text)).toBe(false),
);

test('no text takes long to look at', () => {
  const hostile = fc
    .tuple(fc.constantFrom('<a', '\n', '> ', '`', '```', 'a ', 'hi ', 'not ', 'at x:', '?', 'https://'), fc.nat(4000))
    .map(([piece, times]) => piece.repeat(times));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), hostile), (text) => {
      const startedAt = performance.now();
      looksLikeQuestion(text);
      asksBack(text);
      looksSettled(text);
      expect(performance.now() - startedAt).toBeLessThan(1000);
    }),
  );
});
