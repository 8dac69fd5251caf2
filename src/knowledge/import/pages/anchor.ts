/** What a heading's address ends in, after `#`. */

/** As GitHub makes it of the heading's words. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}

/** As Sphinx makes it of a label: `(NIX_PATH)=` is found under `#nix-path`. */
export function anchorOfLabel(label: string): string {
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((word) => word !== '').join('-');
}

/** Repeats on one page get `-1`, `-2`, as on GitHub. */
export function createAnchors(): (anchor: string) => string {
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  return (anchor) => {
    let free = anchor;
    for (let count = repeats.get(anchor) ?? 1; taken.has(free); count++) {
      free = `${anchor}-${count}`;
      repeats.set(anchor, count + 1);
    }
    taken.add(free);
    return free;
  };
}
