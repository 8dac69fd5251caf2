/**
 * Which entries the embedder has given up, or may have to. When a host fails on one text, that may be the text's fault
 * or its own: the text is put off, and it is to blame if it fails again after others have gone through.
 */
export interface Doubts {
  /** Puts a text off; true where it had been, and others went through since: then the fault is its own. */
  add(entryId: string): boolean;
  /** These went through. */
  clear(entryIds: Iterable<string>): void;
  leaveOut(entryId: string): void;
  isDoubted(entryId: string): boolean;
  /** Until the next start. */
  isLeftOut(entryId: string): boolean;
}

export function createDoubts(): Doubts {
  const leftOut = new Set<string>();
  /** With how many had gone through by then. */
  const doubted = new Map<string, number>();
  let through = 0;

  return {
    add(entryId) {
      const before = doubted.get(entryId);
      doubted.set(entryId, before ?? through);
      return before !== undefined && through > before;
    },
    clear(entryIds) {
      for (const entryId of entryIds) {
        through += 1;
        doubted.delete(entryId);
      }
    },
    leaveOut(entryId) {
      doubted.delete(entryId);
      leftOut.add(entryId);
    },
    isDoubted: (entryId) => doubted.has(entryId),
    isLeftOut: (entryId) => leftOut.has(entryId),
  };
}
