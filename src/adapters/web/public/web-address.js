/** An address that a member may be led to: of the web, and without a name or password that only looks like a host. @param {string} address */
export function webAddress(address) {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return undefined;
  return url.href;
}
