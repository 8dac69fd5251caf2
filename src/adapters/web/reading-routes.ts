import { Hono } from 'hono';
import { z } from 'zod';
import { type Bot, feedTopics, periods, type Readings } from '../../bot/index.ts';
import type { Playground } from './place.ts';
import { readQuery } from './read-json.ts';
import * as show from './show-readings.ts';
import { tellRefusal } from './tell-refusal.ts';
import type { Visited } from './visitor.ts';
import { createVisitorCall } from './visitor-call.ts';
import type { createWatch } from './watch.ts';

export interface ReadingRouteParts {
  bot: Pick<Bot, 'findPlace'>;
  readings: Readings;
  watch: ReturnType<typeof createWatch>;
  community: Playground;
}

const most = z.coerce.number().int().min(1).max(200).default(20);
const some = z.strictObject({ most });
const ofFeed = z.strictObject({ most, topic: z.enum(feedTopics).optional() });
const ofStats = z.strictObject({ period: z.enum(periods).default('week') });

/** What the moderators' page shows; what is done there are commands. */
export function readingRoutes({ bot, readings, watch, community }: ReadingRouteParts): Hono<Visited> {
  const app = new Hono<Visited>();
  const callBy = createVisitorCall(bot, community);

  app.get('/review', async (c) => {
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.review(await readings.review(looking, readQuery(c.req, some).most)));
  });

  app.get('/feed', async (c) => {
    const { topic, most: wanted } = readQuery(c.req, ofFeed);
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.feed(await readings.feed(looking, topic, wanted)));
  });

  app.get('/gaps', async (c) => {
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.gaps(await readings.gaps(looking, readQuery(c.req, some).most)));
  });

  app.get('/stats', async (c) => {
    const { period } = readQuery(c.req, ofStats);
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.stats(await readings.stats(looking, period)));
  });

  app.get('/progress', async (c) => {
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.progress(await readings.progress(looking)));
  });

  app.get('/lessons', async (c) => {
    const looking = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(show.lessons(await readings.lessons(looking)));
  });

  app.get('/events', (c) => {
    if (c.req.method !== 'GET') return c.body(null, 405); // nobody would read, or end, what HEAD opens
    const stream = watch.open(c.get('memberId'));
    if (!stream) return c.json({ error: 'Quorum is open in too many tabs. Close one of them.' }, 429);
    return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  });

  app.onError(tellRefusal);
  return app;
}
