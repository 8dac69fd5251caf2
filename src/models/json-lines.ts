/**
 * A guard in front of a client that reads JSON lines but skips and prints those that it cannot read: what passes is
 * whole objects, and a line that reports an error ends the stream with the failure that it stands for.
 */
import { decodedLines } from './lines.ts';
import type { ModelFailure } from './model-failure.ts';
import { malformed } from './refusals.ts';

export function soundJsonLines(
  body: ReadableStream<Uint8Array>,
  from: string,
  reported: (text: string) => ModelFailure,
): ReadableStream<Uint8Array> {
  return ReadableStream.from(soundLines(body, from, reported));
}

async function* soundLines(
  body: AsyncIterable<Uint8Array>,
  from: string,
  reported: (text: string) => ModelFailure,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of decodedLines(body, from)) {
    if (line.trim() === '') continue;
    const value = parsedObject(line, from);
    if ('error' in value) throw reported(String(value.error));
    yield encoder.encode(`${line}\n`);
  }
}

function parsedObject(line: string, from: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw malformed(from, 'a line', error);
  }
  if (typeof value !== 'object' || value === null) throw malformed(from, 'a line');
  return value;
}
