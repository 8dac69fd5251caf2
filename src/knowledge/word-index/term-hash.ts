/** A term as the index keeps it: 64 bits, of which the leading ones tell the block that it stands in. */
export interface TermHash {
  high: number;
  low: number;
}

/** Two independent 32-bit hashes of the term's characters, each mixed until its leading bits are as good as any (cyrb53's rounds). */
export function hashTerm(term: string): TermHash {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < term.length; index++) {
    const character = term.charCodeAt(index);
    a = Math.imul(a ^ character, 2_654_435_761);
    b = Math.imul(b ^ character, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return { high: b >>> 0, low: a >>> 0 };
}

export function compareHashes(one: TermHash, other: TermHash): number {
  return one.high - other.high || one.low - other.low;
}

export function bucketOf({ high }: Pick<TermHash, 'high'>, bucketBits: number): number {
  return bucketBits === 0 ? 0 : high >>> (32 - bucketBits);
}
