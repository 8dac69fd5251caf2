const openings = ['<think>', '<thinking>'];
const closings = ['</think>', '</thinking>'];

/**
 * Cuts thinking blocks out of an answer while it streams. What might still become a tag is held back, so that no part
 * of one is ever shown; `rest` gives what was held back and turned out to be text.
 */
export function createLiveClean(): { push(piece: string): string; rest(): string } {
  let held = '';
  let thinking = false;

  function push(piece: string): string {
    held += piece;
    let shown = '';
    for (;;) {
      const tags = thinking ? closings : openings;
      const found = firstOf(held, tags);
      if (!found) break;
      if (!thinking) shown += held.slice(0, found.at);
      held = held.slice(found.at + found.tag.length);
      thinking = !thinking;
    }
    const keep = heldBack(held, thinking ? closings : openings);
    if (!thinking) shown += held.slice(0, held.length - keep);
    held = held.slice(held.length - keep);
    return shown;
  }

  return {
    push,
    rest() {
      const rest = thinking ? '' : held;
      held = '';
      return rest;
    },
  };
}

function firstOf(text: string, tags: readonly string[]): { at: number; tag: string } | undefined {
  const lower = text.toLowerCase();
  return tags
    .map((tag) => ({ at: lower.indexOf(tag), tag }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
}

/** The length of the longest end of `text` that begins one of the tags. */
function heldBack(text: string, tags: readonly string[]): number {
  const lower = text.toLowerCase();
  for (let length = Math.min(lower.length, 11); length > 0; length--) {
    if (tags.some((tag) => tag.length > length && tag.startsWith(lower.slice(-length)))) return length;
  }
  return 0;
}
