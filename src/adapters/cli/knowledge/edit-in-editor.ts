import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain, Failure } from '../../../failure.ts';
import type { Io } from '../quorum.ts';
import { type EditedText, fromText, toText } from './edit-text.ts';

const fileName = 'entry.md';

/**
 * Opens a question and its answer in the person's own editor and hands what they made of it to `save`. When that
 * refuses it, the file stays: nobody writes an answer twice. Returns nothing where nothing was changed.
 */
export async function editInEditor<T>(
  io: Pick<Io, 'onInterrupt'>,
  editor: string,
  text: EditedText,
  save: (edited: EditedText) => Promise<T>,
): Promise<T | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'quorum-'));
  const file = join(folder, fileName);
  await writeFile(file, toText(text), { mode: 0o600 });
  const isUntouched = async () => (await readFile(file, 'utf8').catch(() => '')) === toText(text);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await runEditor(io, editor, folder);
    const saved = (await isUntouched()) ? undefined : await save(fromText(await readFile(file, 'utf8')));
    await remove();
    return saved;
  } catch (cause) {
    if (!(await isUntouched()))
      throw new Failure('unsaved-edit', explain(cause), { remedy: `What you wrote is still in ${file}`, cause });
    await remove();
    throw cause;
  }
}

/** An editor is a command line of its own (`code --wait`), so a shell runs it; only the name of the file is added. */
async function runEditor({ onInterrupt }: Pick<Io, 'onInterrupt'>, editor: string, folder: string): Promise<void> {
  const ignore = onInterrupt(() => {}); // Ctrl-C is the editor's while it runs
  try {
    const running = spawn(`${editor} ${fileName}`, { cwd: folder, shell: true, stdio: 'inherit' });
    const [code] = await once(running, 'exit');
    if (code !== 0) throw new Failure('editor-failed', `The editor “${editor}” ended with ${code}.`);
  } finally {
    ignore();
  }
}
