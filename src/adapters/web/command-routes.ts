import { Hono } from 'hono';
import { z } from 'zod';
import type { Bot, Commands } from '../../bot/index.ts';
import type { Log } from '../../log.ts';
import { dropDeleted } from './drop-deleted.ts';
import type { Hub } from './hub.ts';
import { type Playground, playgroundRoom } from './place.ts';
import { readJson } from './read-json.ts';
import { showCommand, showForm, showReply } from './show-command.ts';
import { tellRefusal } from './tell-refusal.ts';
import type { Visited } from './visitor.ts';
import { createVisitorCall } from './visitor-call.ts';

export interface CommandRouteParts {
  bot: Pick<Bot, 'findPlace' | 'recall'>;
  hub: Hub;
  commands: Commands;
  log: Log;
  community: Playground;
}

/** As many bytes as a command takes of a file. */
const mostFileBytes = 8_000_000;
const mostBase64 = Math.ceil(mostFileBytes / 3) * 4;
/** Room for one file and for every other option, in the longest form that JSON has for them. */
export const commandBodyBytes = mostBase64 + 500_000;

const file = z
  .strictObject({ name: z.string().min(1).max(255), base64: z.string().max(mostBase64) })
  .transform(({ name, base64 }, context) => {
    const bytes = Buffer.from(base64, 'base64');
    // what is no base64 would be passed over in silence
    if (bytes.toString('base64') !== base64) context.addIssue({ code: 'custom', message: 'This is no base64.' });
    return { name, bytes };
  });

const newCall = z.strictObject({
  /** The page's own id of this run: under it, it is told how far the command is. */
  runId: z.uuid().optional(),
  options: z.record(z.string().max(64), z.union([z.string(), z.number(), z.boolean(), file])).default({}),
});

/** The commands that people have everywhere. */
export function commandRoutes({ bot, hub, commands, log, community }: CommandRouteParts): Hono<Visited> {
  const app = new Hono<Visited>();
  const place = playgroundRoom(community);
  const callBy = createVisitorCall(bot, community);

  app.get('/', (c) =>
    c.json(commands.visibleTo('manager').map((command) => showCommand(command, place.room.platformId))),
  );

  app.post('/:name', async (c) => {
    const { runId, options } = await readJson(c.req, newCall);
    const memberId = c.get('memberId');
    const call = await callBy(memberId, c.req.raw.signal);
    const reply = await commands.run(c.req.param('name'), options, {
      ...call,
      progress: (sentence) => runId !== undefined && hub.progressed(memberId, runId, sentence),
    });
    await dropDeleted({ bot, hub }, memberId).catch((error: unknown) =>
      log.error('A page may show what was deleted.', { reason: String(error) }),
    );
    return c.json(showReply(reply));
  });

  app.get('/:name/suggest', async (c) => {
    const { option = '', typed = '', ...rest } = c.req.query();
    const call = await callBy(c.get('memberId'), c.req.raw.signal);
    return c.json(
      await commands.suggest(c.req.param('name'), option, typed, { ...call, progress() {} }, givenIn(rest)),
    );
  });

  app.get('/:name/form', async (c) => {
    const name = c.req.param('name');
    const call = await callBy(c.get('memberId'), c.req.raw.signal);
    const form = await commands.form(name, givenIn(c.req.query()), { ...call, progress() {} });
    const command = commands.find(name);
    if (!form || !command) return c.json({ error: 'This command has no form.' }, 404);
    return c.json(showForm(command, form, place.room.platformId));
  });

  app.onError(tellRefusal);

  return app;
}

/** What was given to the other options comes as `with.` and their names. */
function givenIn(query: Record<string, string>): Record<string, string> {
  const given = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    key.startsWith('with.') ? [[key.slice('with.'.length), value]] : [],
  );
  return Object.fromEntries(given);
}
