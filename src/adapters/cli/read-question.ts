import { fstatSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Io } from './quorum.ts';

/**
 * The question of a command: its words, what is piped in, or both (`quorum ask "What does this mean?" < error.log`).
 * Undefined when there is neither.
 */
export async function readQuestion(words: readonly string[], io: Pick<Io, 'stdin'>): Promise<string | undefined> {
  const asked = words
    .filter((word) => word !== '-')
    .join(' ')
    .trim();
  const piped = words.includes('-') || isPiped(io.stdin) ? (await text(io.stdin)).trim() : '';
  if (asked && piped) return `${asked}\n\n\`\`\`\n${piped}\n\`\`\``;
  return asked || piped || undefined;
}

/** Whether something was redirected here; a terminal, /dev/null and a service's closed input are not waited for. */
function isPiped(stdin: Io['stdin']): boolean {
  if (stdin.isTTY) return false;
  try {
    const input = fstatSync(stdin.fd);
    return input.isFIFO() || input.isFile() || input.isSocket();
  } catch {
    return false;
  }
}
