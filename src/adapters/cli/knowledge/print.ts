import type { Io } from '../quorum.ts';

/** What a command found out: whole, as JSON, for programs; in words for people. */
export function print(io: Pick<Io, 'stdout'>, json: boolean | undefined, value: unknown, words: () => string): void {
  io.stdout.write(`${json ? JSON.stringify(value, null, 2) : words()}\n`);
}

/** `2026-11-25 19:49`, in the time of the machine. */
export function timeOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
