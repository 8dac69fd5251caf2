import { Failure } from '../../../failure.ts';
import type { OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';

type NamedRoom = Awaited<ReturnType<OpenKnowledge['rooms']>>[number];

/** The id of the room that someone named; undefined where none was named. */
export async function findRoom(
  knowledge: Pick<OpenKnowledge, 'rooms'>,
  named: string | undefined,
): Promise<string | undefined> {
  return named === undefined ? undefined : (await findNamedRoom(knowledge, named)).id;
}

/** A room by its name, its id, or its platform's id of it. */
export async function findNamedRoom({ rooms }: Pick<OpenKnowledge, 'rooms'>, named: string): Promise<NamedRoom> {
  const all = await rooms();
  const exactly = all.filter(({ id, platformId }) => id === named || platformId === named);
  const found = exactly.length > 0 ? exactly : all.filter(({ name }) => plain(name) === plain(named));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new Failure('no-such-room', `${found.length} rooms are called ${named}.`, { remedy: `Give its id: ${ids}.` });
  }
  const names = all.map(({ name }) => shorten(harmless(name), 40)).sort();
  throw new Failure('no-such-room', `There is no room called ${named}.`, {
    remedy:
      names.length > 0
        ? `There are: ${names.join(', ')}.`
        : 'No room is known yet: one is once something was asked in it.',
  });
}

/** `#Help` is `help`. */
function plain(name: string): string {
  return name.replace(/^#/, '').toLowerCase();
}
