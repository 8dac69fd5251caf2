/**
 * Whether words that look like an address would lead somewhere else. `configuration.nix` and `services.nginx.enable` look
 * like none; `nixos.org` may lead to `search.nixos.org`, but not the other way round.
 */
export function leadsAstray(words: string, address: string): boolean {
  const target = URL.parse(address)?.hostname.toLowerCase() ?? '';
  for (const { 0: whole, groups } of words.matchAll(named)) {
    const host = (groups?.host ?? '').replace(/[．。｡]/g, '.').toLowerCase();
    const isAddress = groups?.scheme || groups?.path || host.startsWith('www.') || topLevel.test(host);
    const plain = URL.parse(`http://${host}`)?.hostname ?? whole;
    if (isAddress && target !== plain && !target.endsWith(`.${plain}`)) return true;
  }
  return false;
}

const named =
  /(?<![\p{L}\p{N}/_.-])(?<scheme>[a-z]{2,12}:\/\/)?(?<host>(?:[\p{L}\p{N}-]+[.．。｡])+\p{L}[\p{L}\p{N}-]+)(?<path>\/)?/giu;

/** Endings that people take for an address; those of countries, except where files end so. */
const topLevel =
  /\.(?:com|org|net|edu|gov|mil|int|info|biz|name|pro|io|ai|app|dev|cloud|page|site|online|shop|store|tech|club|link|live|news|one|xyz|top|wiki|blog|chat|(?!md|sh|rs|py|pl|js|ts|cc|hs|ml|mk|so|go)[a-z]{2}|[^ -~]+)$/;
