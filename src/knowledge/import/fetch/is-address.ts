import { isScp } from './git-address.ts';

export const onKnownForge = /^(github\.com|gitlab\.com|codeberg\.org)\/[^/\s]+\/[^/\s]/i;

/** True for what is fetched; everything else is a path on disk. */
export function isAddress(text: string): boolean {
  // A scheme of one letter is a drive. `ext::` is an address, too, which is refused as one.
  return /^[a-z][a-z0-9+.-]+:(\/\/|:)/i.test(text) || isScp(text) || onKnownForge.test(text);
}
