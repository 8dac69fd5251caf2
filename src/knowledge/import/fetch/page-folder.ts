/** The pages of a site as files, from one import to the next: what is kept again stays, the rest is gone in the end. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pathWithin } from './fetched-source.ts';
import { type KeptPage, readManifest, writeManifest, writeWhole } from './manifest.ts';
import { foldedFile, markedFile, type PageType, pageFile } from './page-file.ts';

export interface PageFolder {
  path: string;
  /** The addresses of the last import. */
  known: string[];
  /** A page of the last import with its text; undefined where it has no copy any more. */
  copyOf(address: string): Promise<(KeptPage & { text: string }) | undefined>;
  /** Keeps a page, unless it is kept already or says word for word what another one says. */
  keep(page: NewPage): Promise<void>;
  readonly pages: number;
  readonly bytes: number;
  /** Takes away what was not kept. Returns the pages by their files, and how many stepped back for their original. */
  finish(): Promise<{ addresses: Map<string, string>; copies: number }>;
}

export interface NewPage {
  address: string;
  type: PageType;
  text: string;
  etag?: string | undefined;
  modified?: string | undefined;
  /** The page that this one says it is a copy of. */
  original?: string | undefined;
}

export async function openPageFolder(into: string): Promise<PageFolder> {
  const path = join(into, 'pages');
  await mkdir(path, { recursive: true });
  const known = new Map(
    (await readManifest(into))
      .filter(({ file }) => pathWithin(path, file) === file)
      .map((page) => [page.address, page]),
  );
  const owners = new Map([...known.values()].map(({ file, address }) => [foldedFile(file), address]));
  const kept = new Map<string, { page: KeptPage; original: string | undefined }>();
  const digests = new Set<string>();
  let bytes = 0;

  function fileFor({ address, type }: NewPage): string {
    const old = known.get(address);
    if (old?.type === type) return old.file;
    const file = pageFile(address, type);
    const owner = owners.get(foldedFile(file));
    const free = owner === undefined || owner === address ? file : markedFile(file, address);
    owners.set(foldedFile(free), address);
    return free;
  }

  return {
    path,
    known: [...known.keys()],
    get pages() {
      return kept.size;
    },
    get bytes() {
      return bytes;
    },
    async copyOf(address) {
      const page = known.get(address);
      if (page === undefined) return undefined;
      const text = await readFile(join(path, page.file), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : { ...page, text };
    },
    async keep(page) {
      const { address, type, text, etag, modified, original } = page;
      const digest = createHash('sha256').update(text).digest('base64');
      if (kept.has(address) || digests.has(digest)) return;
      const file = fileFor(page);
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeWhole(join(path, file), text);
      const asked = { ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) };
      kept.set(address, { page: { address, file, type, ...asked }, original });
      digests.add(digest);
      bytes += Buffer.byteLength(text);
    },
    async finish() {
      const isCopy = (original: string | undefined, address: string) =>
        original !== undefined && original !== address && kept.has(original);
      const all = [...kept.values()];
      const stay = all.filter(({ original, page }) => !isCopy(original, page.address)).map(({ page }) => page);
      await removeAllBut(new Set(stay.map(({ file }) => file)), path);
      await writeManifest(into, stay);
      return {
        addresses: new Map(stay.map(({ file, address }) => [file, address])),
        copies: all.length - stay.length,
      };
    },
  };
}

async function removeAllBut(files: Set<string>, folder: string): Promise<void> {
  const folders = new Set([...files].flatMap(foldersOf));
  const items = await readdir(folder, { recursive: true });
  for (const item of items) {
    const path = item.split(sep).join('/');
    if (!files.has(path) && !folders.has(path)) await rm(join(folder, item), { recursive: true, force: true });
  }
}

/** `a` and `a/b` of `a/b/c.html`. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
