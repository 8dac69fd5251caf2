import { Failure } from '../failure.ts';
import type { Community, Reader } from '../store/index.ts';

/** The community that an operator named: by its id, its platform's id of it, or its name. */
export async function findCommunity(read: Pick<Reader, 'community'>, named: string): Promise<Community> {
  const all = await read.community.findMany({ orderBy: { createdAt: 'asc' } });
  const exactly = all.filter(({ id, platformId }) => id === named || platformId === named);
  const alike = all.filter(({ name }) => name.toLowerCase() === named.trim().toLowerCase());
  const found = exactly.length > 0 ? exactly : alike;
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) {
    throw new Failure('no-such-community', `${found.length} communities are called ${printable(named)}.`, {
      remedy: `Give its id: ${found.map(({ id, platform }) => `${id} (${platform})`).join(', ')}.`,
    });
  }
  const names = all.map(({ name, platform }) => `${printable(name)} (${platform})`);
  throw new Failure('no-such-community', `There is no community called ${printable(named)}.`, {
    remedy: `There are: ${names.join(', ')}.`,
  });
}

/** As a terminal may show it. */
function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '').slice(0, 80);
}
