import { createInterface } from 'node:readline';
import type { Io } from '../quorum.ts';

/** Asks a person at a terminal, one thing after the other. Undefined is Ctrl-C: they want none of it. */
export interface Dialogue {
  line(prompt: string, proposed?: string): Promise<string | undefined>;
  /** Several lines, ended by a line with a single dot or by Ctrl-D. The last thing to ask: Ctrl-D ends the dialogue. */
  lines(prompt: string): Promise<string | undefined>;
  close(): void;
}

export function openDialogue({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): Dialogue {
  const terminal = createInterface({ input: stdin, output: stderr, terminal: true });
  const typed = terminal[Symbol.asyncIterator]();
  let interrupted = false;
  let closed = false; // what was typed ahead of Ctrl-D is still to be read
  terminal.on('close', () => {
    closed = true;
  });
  terminal.on('SIGINT', () => {
    interrupted = true;
    terminal.close();
  });

  async function next(prompt: string, proposed = ''): Promise<string | undefined> {
    if (!closed) {
      terminal.setPrompt(prompt);
      terminal.prompt();
      if (proposed) terminal.write(proposed);
    }
    const { done, value } = await typed.next();
    return done ? undefined : value;
  }

  return {
    async line(prompt, proposed) {
      const answer = await next(prompt, proposed);
      return interrupted ? undefined : (answer ?? '').trim();
    },
    async lines(prompt) {
      const lines: string[] = [];
      stderr.write(`${prompt}\n`);
      for (let line = await next('› '); line !== undefined && line.trim() !== '.'; line = await next('› '))
        lines.push(line);
      return interrupted ? undefined : lines.join('\n').trim();
    },
    close: () => terminal.close(),
  };
}
