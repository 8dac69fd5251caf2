import type { Catalogue, ImportReport, Sources } from '../../knowledge/index.ts';
import type { Tx } from '../../store/index.ts';
import { shortId } from '../knowledge-words.ts';
import { plain } from '../markdown.ts';
import { type Happening, record } from './record.ts';

export interface Knowledge {
  catalogue: Catalogue;
  sources: Sources;
}

export interface Who {
  communityId: string;
  /** By name. */
  actor: string;
  now: () => Date;
}

/** What a community knows, whose every change is noted in the feed as somebody's, in the same transaction. */
export function notedKnowledge({ catalogue, sources }: Knowledge, { communityId, actor, now }: Who): Knowledge {
  const note = (tx: Tx, own: Pick<Happening, 'kind' | 'what' | 'roomId' | 'undo'>) =>
    record(tx, { communityId, actor, ...own }, now());

  /** An import that changes nothing is not worth speaking of. */
  const noteImport = (roomId: string | null) => async (tx: Tx, report: ImportReport) => {
    const { source, added, changed, retired } = report;
    if (added + changed + retired === 0) return;
    const what = `**${plain(source, 80)}** was imported: ${added} added, ${changed} changed, ${retired} retired.`;
    await note(tx, { kind: 'knowledge.imported', what, roomId });
  };

  return {
    catalogue: {
      ...catalogue,
      add: (entry, options) =>
        catalogue.add(entry, {
          ...options,
          also: (tx, id) => {
            const what = `**${plain(entry.question, 100)}** was taught (\`${shortId(id)}\`).`;
            return note(tx, { kind: 'knowledge.added', what, roomId: entry.roomId ?? null, undo: { takeOut: id } });
          },
        }),
      async edit(named, change) {
        const { id, question, roomId } = await catalogue.show(named);
        const changed = Object.keys(change).map((key) => fieldWords.get(key) ?? key);
        const said = `**${plain(question, 100)}** was edited: ${changed.join(', ')}`;
        return catalogue.edit(id, change, {
          also: (tx, newId) => {
            const what = `${said} (\`${shortId(id)}\`, now \`${shortId(newId)}\`).`;
            // whoever may not be told of the entry, before or after, may not be told of the edit
            const undo = { swap: { out: newId, back: id } };
            return note(tx, { kind: 'knowledge.edited', what, roomId: change.roomId ?? roomId, undo });
          },
        });
      },
      async retire(named) {
        const { id, question, roomId } = await catalogue.show(named);
        const what = `**${plain(question, 100)}** was taken out (\`${shortId(id)}\`).`;
        const undo = { bringBack: id };
        return catalogue.retire(id, { also: (tx) => note(tx, { kind: 'knowledge.retired', what, roomId, undo }) });
      },
    },
    sources: {
      ...sources,
      import: (target, settings, options, signal) =>
        sources.import(target, settings, { ...options, also: noteImport(settings.audienceRoomId) }, signal),
      async importAgain(sourceId, options, signal) {
        const { settings } = await sources.find(sourceId);
        const also = noteImport(settings?.audienceRoomId ?? null);
        return sources.importAgain(sourceId, { ...options, also }, signal);
      },
    },
  };
}

/** How the parts of an entry are called. */
export const fieldWords: ReadonlyMap<string, string> = new Map([
  ['question', 'the question'],
  ['answer', 'the answer'],
  ['category', 'the category'],
  ['url', 'the link'],
  ['holdsFor', 'the version that it holds for'],
  ['verified', 'whether somebody vouches for it'],
  ['roomId', 'who may be told of it'],
]);
