import { createPostingWriter } from './posting-list.ts';

/** Rows of term, entry and weight as they are met, the entries ascending; sorted by counting once all are there. */
export interface TermRows {
  add(term: number, entry: number, weight: number): void;
  /** Which of the terms below `terms` were met, and the encoded postings of each. */
  sort(terms: number): { present: number[]; postingsOf: (term: number) => Uint8Array };
}

export function createTermRows(): TermRows {
  let rows = new Int32Array(3 * 4096);
  let length = 0;
  return {
    add(term, entry, weight) {
      if (length + 3 > rows.length) {
        const larger = new Int32Array(rows.length * 2);
        larger.set(rows);
        rows = larger;
      }
      rows[length++] = term;
      rows[length++] = entry;
      rows[length++] = weight;
    },
    sort(terms) {
      const starts = new Int32Array(terms + 1);
      const termOf = (row: number) => rows[row] ?? 0;
      for (let row = 0; row < length; row += 3) starts[termOf(row) + 1] = (starts[termOf(row) + 1] ?? 0) + 1;
      for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
      const next = starts.slice();
      const sorted = new Int32Array(length / 3);
      for (let row = 0; row < length; row += 3) {
        const place = next[termOf(row)] ?? 0;
        sorted[place] = row;
        next[termOf(row)] = place + 1;
      }
      const writer = createPostingWriter();
      const present = Array.from({ length: terms }, (_, term) => term).filter(
        (term) => starts[term] !== starts[term + 1],
      );
      const postingsOf = (term: number) => {
        for (let place = starts[term] ?? 0; place < (starts[term + 1] ?? 0); place++) {
          const row = sorted[place] ?? 0;
          writer.add(rows[row + 1] ?? 0, rows[row + 2] ?? 0);
        }
        return writer.finish();
      };
      return { present, postingsOf };
    },
  };
}
