/** What is kept of a site between two imports: which page each file is, and how to ask whether it has changed. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const keptPage = z.object({
  address: z.string(),
  file: z.string(),
  type: z.enum(['html', 'md']),
  etag: z.string().optional(),
  modified: z.string().optional(),
});

export type KeptPage = z.infer<typeof keptPage>;

const manifest = z.object({ version: z.literal(1), pages: z.array(keptPage) });

const nameOf = (into: string) => join(into, 'site.json');

/** The pages of the last import; none where there was none, or where nobody can read what it left. */
export async function readManifest(into: string): Promise<KeptPage[]> {
  const text = await readFile(nameOf(into), 'utf8').catch(() => '');
  try {
    return manifest.parse(JSON.parse(text)).pages;
  } catch {
    return [];
  }
}

export async function writeManifest(into: string, pages: KeptPage[]): Promise<void> {
  await writeWhole(nameOf(into), JSON.stringify({ version: 1, pages }, undefined, 1));
}

/** All of it or nothing, so that a crash leaves no half page that would count as unchanged. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
