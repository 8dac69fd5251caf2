import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { OpenKnowledge } from '../../../src/adapters/cli/index.ts';
import { addEntry } from '../../../src/adapters/cli/knowledge/add.ts';
import { editEntry } from '../../../src/adapters/cli/knowledge/edit.ts';
import type { Catalogue } from '../../../src/knowledge/index.ts';
import { scratchFolder } from '../../scratch.ts';
import { entryView } from './entries.ts';
import { createTerminal } from './terminal.ts';

describe('knowledge add on a terminal', () => {
  test('asks for what is not given, and takes an answer of several lines', async () => {
    const { io, type, written } = createTerminal();
    const { knowledge, add } = catalogueOf();
    type('How do I defrost the server?\nhow-to\n\nUse the heater.\n\nThen wait.\n.\n');
    expect(await addEntry(knowledge, io, {})).toBe(0);
    expect(add).toHaveBeenCalledWith(
      expect.objectContaining({
        question: 'How do I defrost the server?',
        category: 'how-to',
        url: '',
        answer: 'Use the heater.\n\nThen wait.',
        verified: true,
      }),
      { anyway: false },
    );
    expect((await written()).stdout).toMatch(/^Added: How do I defrost the server\? \(feedbeef\)\n$/);
  });

  test('takes Ctrl-D for the end of the answer', async () => {
    const { io, type } = createTerminal();
    const { knowledge, add } = catalogueOf();
    type('\n\nBecause.\n\u0004');
    await addEntry(knowledge, io, { question: 'Why?' });
    expect(add).toHaveBeenCalledWith(
      expect.objectContaining({ question: 'Why?', answer: 'Because.' }),
      expect.anything(),
    );
  });

  test('adds nothing after Ctrl-C', async () => {
    const { io, type, written } = createTerminal();
    const { knowledge, add } = catalogueOf();
    type('How do I defrost the server?\nhow-to\n\nUse the\u0003');
    expect(await addEntry(knowledge, io, {})).toBe(130);
    expect(add).not.toHaveBeenCalled();
    expect((await written()).stderr).toContain('Nothing was added.');
  });
});

describe('knowledge edit on a terminal', () => {
  test('opens the entry in the editor, and saves what was made of it', async () => {
    const { io, written } = createTerminal({ editor: editorThat('sed -i "s/heater/hair dryer/" "$1"') });
    const { knowledge, edit } = catalogueOf();
    expect(await editEntry(knowledge, io, 'feedbeef', {})).toBe(0);
    expect(edit).toHaveBeenCalledWith(entryView().id, {
      question: 'How do I defrost the server?',
      answer: 'Use the hair dryer.',
    });
    expect((await written()).stdout).toContain('  + Use the hair dryer.');
  });

  test('changes nothing where the editor changed nothing', async () => {
    const { io, written } = createTerminal({ editor: editorThat('true') });
    const { knowledge, edit } = catalogueOf();
    expect(await editEntry(knowledge, io, 'feedbeef', {})).toBe(0);
    expect(edit).not.toHaveBeenCalled();
    expect((await written()).stderr).toBe('Nothing was changed.\n');
  });

  test('keeps what was written when it is refused, and says where', async () => {
    const { io } = createTerminal({ editor: editorThat('echo "no heading" > "$1"') });
    const { knowledge } = catalogueOf();
    const refused = await editEntry(knowledge, io, 'feedbeef', {}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'unsaved-edit', message: expect.stringContaining('no heading') });
    const [, file = ''] = /still in (.*)$/.exec(Object(refused).remedy) ?? [];
    expect(readFileSync(file, 'utf8')).toBe('no heading\n');
    rmSync(dirname(file), { recursive: true });
  });

  test('says that an editor failed', async () => {
    const { io } = createTerminal({ editor: editorThat('exit 7') });
    await expect(editEntry(catalogueOf().knowledge, io, 'feedbeef', {})).rejects.toMatchObject({
      code: 'editor-failed',
    });
  });

  test('asks where there is no editor, and nothing keeps the answer', async () => {
    const { io, type } = createTerminal();
    const { knowledge, edit } = catalogueOf();
    type(' And why?\n.\n');
    await editEntry(knowledge, io, 'feedbeef', {});
    expect(edit).toHaveBeenCalledWith(entryView().id, { question: 'How do I defrost the server? And why?' });
  });
});

/** A catalogue that has one entry. */
function catalogueOf() {
  const entry = entryView();
  const add = vi.fn<Catalogue['add']>(async ({ question }) => entryView({ question }));
  const edit = vi.fn<Catalogue['edit']>(async (_, { question, answer }) =>
    entryView({ question: question ?? entry.question, answer: answer ?? entry.answer }),
  );
  const catalogue: Partial<Catalogue> = { add, edit, show: async () => entry };
  // The commands under test use no more of it.
  const knowledge = { catalogue, rooms: async () => [] } as unknown as OpenKnowledge;
  return { knowledge, add, edit };
}

/** A command line that does to the file what an editor's user would. */
function editorThat(script: string): string {
  const file = join(scratchFolder(), 'editor');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
