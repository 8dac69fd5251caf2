/** The text of a page, whatever character set it came in. */

/** What says it first decides: a byte order mark, the header, the page itself. Where none does, UTF-8. */
export function decodePage(bytes: Uint8Array, contentType = ''): string {
  const label = markOf(bytes) ?? charset.exec(contentType)?.[1] ?? ownCharset(bytes) ?? 'utf-8';
  return decoderFor(label).decode(bytes);
}

const charset = /charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i;
/** How far into a page browsers look for its character set. */
const prologue = 1024;

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return undefined;
}

function ownCharset(bytes: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, prologue));
  const meta = beginning.split(/<meta\b/i).slice(1);
  const label = meta.flatMap((rest) => charset.exec(rest.split('>', 1)[0] ?? '')?.[1] ?? [])[0];
  // What could be read as ASCII so far is not UTF-16, whatever it says.
  return label?.toLowerCase().startsWith('utf-16') ? 'utf-8' : label;
}

function decoderFor(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
