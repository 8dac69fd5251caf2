import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A source from elsewhere, brought into a folder so that it can be read like one. */
export interface FetchedSource {
  /** Where its files lie. */
  folder: string;
  /** The address that shows a file, which is named by its path within `folder`; undefined where nothing shows it. */
  linkOf(file: string): string | undefined;
  /** What whoever imports it should know: what was left out, and what could not be had. Sentences. */
  notes: string[];
  /** The commit that was fetched, of a repository. */
  revision?: string;
}

/** The path of a file within a folder, with `/` on every system; undefined for one that is not inside. */
export function pathWithin(folder: string, file: string): string | undefined {
  const path = relative(folder, resolve(folder, file));
  const isOutside = path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return isOutside ? undefined : path.split(sep).join('/');
}
