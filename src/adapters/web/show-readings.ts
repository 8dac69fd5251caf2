/** What moderators look at, as their page is told it. */
import type { ChartData, LessonReading, Readings } from '../../bot/index.ts';
import type { Charts, FeedItem, Gap, Lesson, Progress, Some, WaitingItem } from './public/readings.d.ts';

type Read<Name extends keyof Readings> = Awaited<ReturnType<Readings[Name]>>;

export function review({ items, total }: Read<'review'>): Some<WaitingItem> {
  const shown = items.map(({ since, instead = null, ...item }) => ({ ...item, instead, since: since.toISOString() }));
  return { items: shown, total };
}

export function feed({ items, total }: Read<'feed'>): Some<FeedItem> {
  return { items: items.map(({ at, ...item }) => ({ ...item, at: at.toISOString() })), total };
}

export function gaps({ items, total }: Read<'gaps'>): Some<Gap> {
  const none = { denied: 0, contested: 0, unanswered: 0, unsure: 0 };
  const shown = items.map(({ lastAt, reasons, ...gap }) => ({
    ...gap,
    reasons: { ...none, ...reasons },
    lastAt: lastAt.toISOString(),
  }));
  return { items: shown, total };
}

export function stats({ questions, approval, speed, ...rest }: ChartData): Charts {
  const { all = null, categories, roles, over } = approval;
  return {
    ...rest,
    questions: { ...questions, before: questions.before ?? null },
    approval: { all, categories, roles, over: over.map((one) => one ?? null) },
    speed: { ...speed, all: speed.all ?? null, over: speed.over.map((one) => one ?? null) },
  };
}

export function progress({ next, categories, phases, approval: _, ...rest }: Read<'progress'>): Progress {
  const shown = categories.map(({ grade = null, ...category }) => ({ ...category, grade }));
  return { ...rest, next: next ?? null, phases: [...phases], categories: shown };
}

export function lessons(all: LessonReading[]): Some<Lesson> {
  return { items: all, total: all.length };
}
