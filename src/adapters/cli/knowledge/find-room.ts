import { Failure } from '../../../failure.ts';
import type { OpenKnowledge } from '../quorum.ts';
import { harmless, shorten } from '../words.ts';

/** The room that someone named, by its name or id; undefined where none was named. */
export async function findRoom(
  { rooms }: Pick<OpenKnowledge, 'rooms'>,
  named: string | undefined,
): Promise<string | undefined> {
  if (named === undefined) return undefined;
  const all = await rooms();
  const found = all.filter(({ id, name }) => id === named || plain(name) === plain(named));
  const [only] = found;
  if (only && found.length === 1) return only.id;
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
