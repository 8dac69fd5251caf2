/**
 * An address that people may be led to: of the web or of a mailbox, and without a name or password that only looks like a
 * host. It comes back as a browser would write it, so that a host in look-alike letters shows itself.
 */
export function safeAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return undefined;
  if (url.protocol === 'mailto:') return url.pathname === '' ? undefined : url.href;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
