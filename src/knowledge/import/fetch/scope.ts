/** Which addresses belong to the site that was asked for: those of its origin, under its path. */

export interface Scope {
  origin: string;
  /** What every path begins with: ends with a slash. */
  under: string;
  /** The address that a link means, in one spelling; undefined where it leads elsewhere or to no page. */
  admit(link: string, from: string): string | undefined;
}

const longestAddress = 1000;
const deepest = 20;
/** What a link says of itself that it is no page; for everything else the answer's type decides. */
const noPage = new RegExp(
  `\\.(${[
    ...['png', 'jpe?g', 'gif', 'webp', 'avif', 'svg', 'ico', 'bmp', 'mp[34]', 'webm', 'og[gv]', 'wav', 'avi', 'mov'],
    ...['zip', 't?gz', 'tar', 'bz2', 'xz', 'zst', '7z', 'rar', 'dmg', 'exe', 'msi', 'iso', 'img', 'deb', 'rpm', 'apk'],
    ...['jar', 'woff2?', 'ttf', 'pdf', 'epub', 'docx?', 'xlsx?', 'pptx?'],
  ].join('|')})$`,
  'i',
);

export function createScope(start: string): Scope {
  const { origin, pathname } = new URL(start);
  const under = folderOf(pathname);
  return {
    origin,
    under,
    admit(link, from) {
      if (link.length > 10 * longestAddress) return undefined;
      const url = URL.parse(link, from);
      if (!url || url.origin !== origin || noPage.test(url.pathname)) return undefined;
      const address = plain(url);
      if (address.length > longestAddress || url.pathname.split('/').length > deepest) return undefined;
      return url.pathname.startsWith(under) || url.pathname === pathname ? address : undefined;
    },
  };
}

/** Without what changes nothing about which page it is. */
export function plain(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** `/docs/` of `/docs`, `/docs/` and `/docs/index.html`. */
function folderOf(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last === '' || last.includes('.') ? path.slice(0, path.lastIndexOf('/') + 1) : `${path}/`;
}
