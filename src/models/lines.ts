/** Bytes in, lines of text out, however the bytes were cut: inside a character, or between a return and its newline. */
import { ModelFailure } from './model-failure.ts';

const longestLine = 4 * 1024 * 1024;

/** Lines end with `\n`, `\r\n` or `\r`. Text after the last end was cut off by whoever sent it, and is not a line. */
export async function* decodedLines(bytes: AsyncIterable<Uint8Array>, from: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    // A return at the very end may be half of `\r\n`: it waits for the next chunk.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) throw new ModelFailure('broken', `${from} sent a line without an end.`);
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}
