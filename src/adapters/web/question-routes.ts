import { Hono } from 'hono';
import { z } from 'zod';
import { roles } from '../../answering/index.ts';
import type { Bot } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { askInBackground } from './asking.ts';
import type { Hub } from './hub.ts';
import { type Playground, playgroundRoom, privateRoom } from './place.ts';
import { isSettled } from './public/exchange.js';
import { readJson } from './read-json.ts';
import type { Visited } from './visitor.ts';

export interface QuestionParts {
  bot: Pick<Bot, 'ask'>;
  hub: Hub;
  log: Log;
  clock: Clock;
  community: Playground;
}

const newQuestion = z.strictObject({
  messageId: z.uuid(),
  text: z.string(),
  role: z.enum(roles).optional(),
  model: z.string().min(1).max(100).optional(),
  isPrivate: z.boolean().optional(),
  followsId: z.string().min(1).max(64).optional(),
});

/** Asking, and stopping what one has asked. */
export function questionRoutes({ bot, hub, log, clock, community }: QuestionParts): Hono<Visited> {
  const app = new Hono<Visited>();

  app.post('/', async (c) => {
    const { messageId, text, role, model, isPrivate, followsId } = await readJson(c.req, newQuestion);
    const memberId = c.get('memberId');
    const known = hub.find(messageId);
    if (known && known.memberId !== memberId) return c.json({ error: 'This message id is taken.' }, 409);
    if (known) return c.json({ messageId }, 202);
    if (hub.countRunning(memberId) >= mostRunningPerMember || hub.countRunning() >= mostRunning) {
      return c.json({ error: 'There are too many questions under way. Please wait for an answer first.' }, 429);
    }
    askInBackground(
      { bot, hub, log },
      {
        platform: 'playground',
        messageId,
        ...(isPrivate ? privateRoom(community, memberId) : playgroundRoom(community)),
        memberId,
        text,
        origin: 'form',
        trainable: true, // no rules but its author’s own choice
        ...(followsId !== undefined && { followsId }),
        ...((role || model) && { wish: { ...(role && { role }), ...(model && { model }) } }),
      },
      new Date(clock.now()),
    );
    return c.json({ messageId }, 202);
  });

  app.delete('/:messageId', (c) => {
    const live = hub.find(c.req.param('messageId'));
    if (!live || live.memberId !== c.get('memberId') || isSettled(live.exchange)) {
      return c.json({ error: 'This question is not being answered any more.' }, 404);
    }
    live.stop();
    return c.body(null, 204);
  });

  return app;
}

const mostRunningPerMember = 16;
const mostRunning = 512;
