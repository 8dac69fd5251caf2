import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Command, type CommandButton, type CommandReply, describeOptions } from '../../../bot/index.ts';
import { Failure } from '../../../failure.ts';
import type { Io } from '../quorum.ts';
import { terminalText, typed } from './terminal-text.ts';

type Said = Exclude<CommandReply, { question: unknown }>;

/** Prints a reply. Pictures and files go where the terminal stands, and their names are said; buttons are commands to type. */
export async function printReply(
  { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>,
  reply: Said,
  { json, commands }: { json: boolean; commands: readonly Command[] },
): Promise<void> {
  if (json) {
    stdout.write(`${JSON.stringify(reply, bytesAsText, 2)}\n`);
    return;
  }
  stdout.write(`${terminalText(reply.text)}\n`);
  const { pictures = [], files = [], buttons = [] } = reply;
  for (const { name, png, alt } of pictures)
    stderr.write(`${terminalText(alt)}\nWritten to ${await keep(name, png)}\n`);
  for (const { name, bytes } of files) stderr.write(`Written to ${await keep(name, bytes)}\n`);
  for (const button of buttons)
    stderr.write(`${button.label}: ${typed(lineOf(button, commands))}${button.opensForm ? ' …' : ''}\n`);
}

function bytesAsText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** Writes a file beside what is there already, and returns its name. */
async function keep(name: string, bytes: Uint8Array): Promise<string> {
  const ending = extname(name);
  const stem = basename(name, ending);
  for (let number = 1; number < 1000; number++) {
    const file = `${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    const cause: unknown = await writeFile(file, bytes, { flag: 'wx' }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (cause === undefined) return file;
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (!isTaken) throw new Failure('cannot-write', `${file} cannot be written here: ${String(cause)}`, { cause });
  }
  throw new Failure('file-exists', `There are a thousand files called ${name} here.`, { remedy: 'Delete some.' });
}

/** What to type to do what a button does. */
function lineOf({ command: name, options }: CommandButton, commands: readonly Command[]): string {
  const command = commands.find((each) => each.name === name);
  const described = command ? describeOptions(command) : [];
  const words = described.flatMap((option) => {
    const value = options[option.name];
    if (value === undefined || value === option.default) return [];
    if (option.required) return [wordOf(value)];
    return option.kind === 'boolean' ? [`--${option.name}`] : [`--${option.name}`, wordOf(value)];
  });
  return [name, ...words].join(' ');
}

function wordOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return /^[\w.:-]+$/.test(String(value)) ? String(value) : `'${String(value).replaceAll("'", `'\\''`)}'`;
}
