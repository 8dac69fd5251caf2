import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureType } from '../../src/models/picture-type.ts';

const bytes = (latin1: string) => Uint8Array.from(Buffer.from(latin1, 'latin1'));

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['GIF89a\x01\0', 'image/gif'],
  ['GIF87a\x01\0', 'image/gif'],
  ['RIFF\x24\n\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\x24\0\0\0WAVEfmt ', undefined],
  ['BM6\0\0\0', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['\x89PNG', undefined],
  ['/etc/passwd.png', undefined],
  ['', undefined],
])('bytes that begin with %j are %s', (start, type) => expect(pictureType(bytes(start))).toBe(type));

test('only the beginning counts, wherever in a buffer the bytes lie', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
      const gif = bytes('GIF89a');
      const whole = Uint8Array.from([...before, ...gif, ...after]);
      expect(pictureType(whole.subarray(before.length))).toBe('image/gif');
      expect(pictureType(Uint8Array.from([0, ...gif]))).toBeUndefined();
    }),
  );
});
