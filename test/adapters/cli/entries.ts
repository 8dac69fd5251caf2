import type { EntryView } from '../../../src/knowledge/index.ts';

/** An entry as the catalogue shows it. */
export function entryView(own: Partial<EntryView> = {}): EntryView {
  return {
    id: '019ac000-0000-7000-8000-0000feedbeef',
    kind: 'pair',
    question: 'How do I defrost the server?',
    answer: 'Use the heater.',
    category: 'how-to',
    url: null,
    credit: null,
    verified: true,
    standing: 'open',
    holdsFor: null,
    room: null,
    roomId: null,
    source: { id: 'source-1', name: 'faq.csv', key: 'defrost' },
    createdAt: new Date(2026, 10, 25, 9, 5),
    review: null,
    retired: null,
    ...own,
  };
}
