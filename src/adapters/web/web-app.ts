import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Bot, Commands, Readings, RecordedAnswer, Reply, StoredQuestion } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import type { Log } from '../../log.ts';
import { createReopen } from './asking.ts';
import { commandBodyBytes, commandRoutes } from './command-routes.ts';
import { guard } from './guard.ts';
import { createHub } from './hub.ts';
import { readPageFiles } from './page-files.ts';
import { pageHeaders } from './page-headers.ts';
import type { ModelStatus } from './public/exchange.js';
import { questionRoutes } from './question-routes.ts';
import { readJson } from './read-json.ts';
import { readingRoutes } from './reading-routes.ts';
import { openTab } from './tab.ts';
import { type Visited, visitor } from './visitor.ts';
import { createWatch } from './watch.ts';

export interface WebAppOptions {
  bot: Pick<Bot, 'ask' | 'vote' | 'recent' | 'recall' | 'findPlace'>;
  commands: Commands;
  /** What the moderators' page shows. */
  readings: Readings;
  /** Another number whenever something was written since. */
  changeMark: () => number;
  clock: Clock;
  log: Log;
  /** The port it is reached at; known once it listens. */
  ownPort: () => number;
  community: { platformId: string; name: string; subject: string };
  questionChars: number;
  /** One sentence for the header. */
  modelStatus: () => ModelStatus;
  /** Whether questions can be answered, asked anew each time. */
  ready: () => Promise<{ ready: boolean; checks: Record<string, string> }>;
  metrics: () => Promise<string>;
  metricsContentType: string;
  /** A random id, for a visitor that is new. */
  newId: () => string;
}

export interface WebApp {
  app: Hono<Visited>;
  reopen: (question: StoredQuestion) => Reply;
  /** Tells the tabs that show an answer what it wears now. */
  relabel: (question: StoredQuestion, answer: RecordedAnswer) => void;
  /** Ends every tab's stream; questions go on. */
  close(): void;
}

const thumb = z.strictObject({ value: z.union([z.literal(1), z.literal(-1), z.literal(0)]) });

/** The playground without a socket: the page, what it asks, what it listens to, and what an operator watches. */
export function createWebApp(options: WebAppOptions): WebApp {
  const { bot, clock, log, ownPort, questionChars } = options;
  const { name, subject } = options.community;
  const hub = createHub();
  const files = readPageFiles(fileURLToPath(new URL('./public/', import.meta.url)));
  const describeRoom = () => ({ community: { name, subject }, questionChars, status: options.modelStatus() });
  const app = new Hono<Visited>();

  app.use(pageHeaders, guard(ownPort));

  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const state = await options.ready();
    return c.json(state, state.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await options.metrics(), 200, { 'content-type': options.metricsContentType }),
  );

  app.use('/', visitor(options.newId));
  const ofCommands = limitedTo(commandBodyBytes);
  const ofOthers = limitedTo(bodyBytes(questionChars));
  app.use('/api/*', visitor(options.newId), (c, next) =>
    (c.req.path.startsWith('/api/commands/') ? ofCommands : ofOthers)(c, next),
  );

  app.route('/api/questions', questionRoutes({ bot, hub, log, clock, community: options.community }));
  const { commands, community } = options;
  app.route('/api/commands', commandRoutes({ bot, hub, commands, log, community }));
  const watch = createWatch({ clock, changeMark: options.changeMark, describeRoom });
  app.route('/api/moderators', readingRoutes({ bot, readings: options.readings, watch, community }));

  app.put('/api/answers/:id/vote', async (c) => {
    const { value } = await readJson(c.req, thumb);
    const answerId = c.req.param('id');
    const memberId = c.get('memberId');
    await bot.vote({ platform: 'playground', memberId, answerId, value });
    hub.voted(memberId, answerId, value);
    return c.body(null, 204);
  });

  app.get('/api/events', (c) => {
    if (c.req.method !== 'GET') return c.body(null, 405); // nobody would read, or end, what HEAD opens
    const memberId = c.get('memberId');
    const ofMember = [...hub.tabs].filter((tab) => tab.memberId === memberId).length;
    if (ofMember >= mostTabsPerMember || hub.tabs.size >= mostTabs) {
      return c.json({ error: 'Quorum is open in too many tabs. Close one of them.' }, 429);
    }
    const stream = openTab({ hub, bot, clock, log, describeRoom }, memberId);
    return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  });

  app.get('/*', (c) => {
    const file = files.get(c.req.path);
    if (!file) return c.notFound();
    const headers = { etag: file.etag, 'cache-control': 'no-cache' };
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers);
    return c.body(file.body, 200, { ...headers, 'content-type': file.type });
  });

  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, c) => {
    if (error instanceof Failure && error.code === 'unreadable') return c.json({ error: error.message }, 400);
    const told = error instanceof Failure ? error.memberText : undefined;
    if (told && error instanceof Failure && error.code === 'no-such-answer') return c.json({ error: told }, 404);
    log.error('A request failed.', { path: c.req.path, reason: error.message });
    return c.json({ error: told ?? 'That did not work. The log says why.' }, 500);
  });

  return {
    app,
    reopen: createReopen(hub),
    relabel: ({ id }, { id: answerId, label, standing = 'open' }) => hub.labelled(id, answerId, { label, standing }),
    close() {
      for (const tab of [...hub.tabs]) tab.close();
      watch.close();
    },
  };
}

const mostTabsPerMember = 8;
const mostTabs = 256;

function limitedTo(maxSize: number) {
  return bodyLimit({ maxSize, onError: (c) => c.json({ error: 'That is far too long.' }, 413) });
}

/** Room for a question somewhat over its limit, in the longest form that JSON has for it: Quorum itself says that it is too long. */
function bodyBytes(questionChars: number): number {
  return Math.max(64_000, questionChars * 24);
}
