import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodedLines } from '../../src/models/lines.ts';
import { sseData } from '../../src/models/sse.ts';
import { all, failureOf } from './provider-contract.ts';

describe('lines', () => {
  test('are the same however their bytes are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '👍', 'é', '\u2028', ' '), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, cuts, async (written, at) => {
        const whole = await all(decodedLines(chunks(written, []), 'it'));
        expect(await all(decodedLines(chunks(written, at), 'it'))).toEqual(whole);
        expect(whole).toEqual(written.split(/\r\n|\n|\r/).slice(0, -1));
      }),
    );
  });

  test('have an end, or the host is broken', async () => {
    const endless = chunks('a'.repeat(5 * 1024 * 1024), []);
    expect(await failureOf(all(decodedLines(endless, 'it')))).toMatchObject({ code: 'broken' });
  });
});

describe('server-sent events', () => {
  test('give back the data that was written, however it was cut and whatever its lines end with', async () => {
    const data = fc.array(
      fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line)),
      { minLength: 1, maxLength: 3 },
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const noise = fc.constantFrom('', ': still here', 'event: message', 'id: 7', 'retry: 10', 'datum: no');
    const events = fc.array(fc.record({ data, noise }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(events, end, cuts, async (sent, eol, at) => {
        const written = sent.map((event) =>
          [...(event.noise ? [event.noise] : []), ...event.data.map((line) => `data: ${line}`), '', ''].join(eol),
        );
        const read = await all(sseData(chunks(written.join(''), at), 'it'));
        expect(read).toEqual(sent.map((event) => event.data.join('\n')));
      }),
    );
  });

  test.each([
    ['data:{"a":1}\n\n', ['{"a":1}']],
    ['data:  two spaces\n\n', [' two spaces']],
    ['data\n\n', ['']],
    ['\ufeffdata: after a byte order mark\n\n', ['after a byte order mark']],
    ['\n\n: nothing\n\n', []],
    ['data: whole\n\ndata: cut off\n', ['whole']],
  ])('read %j as %j', async (written, data) => {
    expect(await all(sseData(chunks(written, []), 'it'))).toEqual(data);
  });
});

const cuts = fc.array(fc.nat(200), { maxLength: 20 });

async function* chunks(text: string, at: number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const ends = [...at, bytes.length].filter((end) => end <= bytes.length).sort((one, other) => one - other);
  for (const [index, end] of ends.entries()) yield bytes.slice(ends[index - 1] ?? 0, end);
}
