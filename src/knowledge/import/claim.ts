import { Failure } from '../../failure.ts';
import type { Prisma, Store, Tx } from '../../store/index.ts';
import { sweepImports } from './sweep.ts';

/** The right to import a source: one process at a time, and not for longer than that process gives signs of life. */
export interface Claim {
  importId: string;
  sourceId: string;
  communityId: string;
}

const leaseMs = 60_000;

export interface NewSource {
  communityId: string;
  uri: string;
  name: string;
  settings: Prisma.InputJsonObject;
}

/** Begins an import; its source is remembered from here on. */
export async function claimImport(
  store: Store,
  { communityId, uri, name, settings }: NewSource,
  now: Date,
): Promise<Claim> {
  await sweepImports(store, communityId, now);
  return store.write(async (tx) => {
    const source = await tx.source.upsert({
      where: { communityId_uri: { communityId, uri } },
      create: { communityId, uri, name, settings, createdAt: now },
      update: {},
    });
    const running = await tx.import.findFirst({ where: { sourceId: source.id, state: 'running' } });
    if (running) {
      throw new Failure(
        'import-running',
        `${name} is being imported already, since ${running.startedAt.toISOString()}.`,
        {
          remedy: 'Wait until that is done. If its process has died, try again in a minute.',
        },
      );
    }
    const { id } = await tx.import.create({
      data: { sourceId: source.id, startedAt: now, leaseUntil: new Date(now.getTime() + leaseMs) },
    });
    return { importId: id, sourceId: source.id, communityId };
  });
}

/** Says that the import goes on. Throws when it was taken for dead and swept away. */
export async function renewClaim(tx: Tx, { importId }: Claim, now: Date): Promise<void> {
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: 'running' },
    data: { leaseUntil: new Date(now.getTime() + leaseMs) },
  });
  if (count === 0) {
    throw new Failure(
      'import-lost',
      'The import was held up for so long that it was taken for dead; nothing of it was kept.',
      {
        remedy: 'Import again.',
      },
    );
  }
}
