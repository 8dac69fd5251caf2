/** Server-sent events, as far as OpenAI's protocol uses them: the data of each event, in order. */
import { decodedLines } from './lines.ts';

/** An event that the end of the stream cuts short is dropped, as the standard says. */
export async function* sseData(bytes: AsyncIterable<Uint8Array>, from: string): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of decodedLines(bytes, from)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line === 'data') {
      data.push('');
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line[5] === ' ' ? 6 : 5));
    }
    // Everything else is a comment (`: still here`) or a field that this protocol gives no meaning.
  }
}
