/** What a reader did differently from what one might expect, collected by kind: a sentence each, however many files. */
export type NoteKind = 'windows-1252' | 'no-page' | 'no-text' | 'link' | 'no-verdict';

export interface Notes {
  add(kind: NoteKind, what: string): void;
  sentences(): string[];
}

const wordings: Record<NoteKind, { one(what: string): string; many(count: number, what: string): string }> = {
  'windows-1252': {
    one: (file) => `${file} is not UTF-8; it was read as Windows-1252.`,
    many: (count, file) => `${count} files are not UTF-8, such as ${file}; they were read as Windows-1252.`,
  },
  'no-page': {
    one: (file) => `1 file was left out: ${file} is neither Markdown nor HTML.`,
    many: (count, file) => `${count} files were left out, being neither Markdown nor HTML, such as ${file}.`,
  },
  'no-text': {
    one: (file) => `1 file was left out: ${file} is no text.`,
    many: (count, file) => `${count} files were left out, being no text, such as ${file}.`,
  },
  link: {
    one: (file) => `1 symbolic link was not followed: ${file}.`,
    many: (count, file) => `${count} symbolic links were not followed, such as ${file}.`,
  },
  'no-verdict': {
    one: () => '1 conversation was left out: nobody approved or denied it.',
    many: (count) => `${count} conversations were left out: nobody approved or denied them.`,
  },
};

export function createNotes(): Notes {
  const found = new Map<NoteKind, { count: number; first: string }>();
  return {
    add(kind, what) {
      const { count, first } = found.get(kind) ?? { count: 0, first: what };
      found.set(kind, { count: count + 1, first });
    },
    sentences: () =>
      [...found].map(([kind, { count, first }]) => {
        const wording = wordings[kind];
        return count === 1 ? wording.one(first) : wording.many(count, first);
      }),
  };
}
