import { randomUUID } from 'node:crypto';
import { startWeb, type Web, type WebOptions } from '../../../src/adapters/web/index.ts';
import { type Command, createCommands, createReadings } from '../../../src/bot/index.ts';
import { systemClock } from '../../../src/clock.ts';
import { silentLog } from '../../../src/log.ts';
import type { ScriptedBot } from './scripted-bot.ts';

/** Commands that a test declares, for whoever sits before the page: they work with nothing. */
export function declaredCommands(...list: Command[]) {
  const parts = { bot: { rankOf: async () => 'manager' } };
  // The commands of these tests use no more of them.
  return createCommands(parts as unknown as Parameters<typeof createCommands>[0], list);
}

/** Nothing is to be read, and by nobody. */
const nobody = { bot: { rankOf: async () => 'everyone' } };
// Whoever may not read is refused before anything else of them is used.
const noReadings = createReadings(nobody as unknown as Parameters<typeof createReadings>[0]);

/** What a web server needs besides its bot. */
export function webOptions({ bot }: ScriptedBot) {
  return {
    bot,
    commands: declaredCommands(),
    readings: noReadings,
    changeMark: () => 0,
    clock: systemClock,
    log: silentLog,
    community: { platformId: 'playground', name: 'Playground', subject: 'NixOS' },
    questionChars: 2000,
    modelStatus: () => ({ state: 'up' as const, text: 'llama3.2:3b on local' }),
    ready: async () => ({ ready: true, checks: { store: 'ok' } }),
    metrics: async () => '# HELP quorum_questions_total Questions.\n',
    metricsContentType: 'text/plain; version=0.0.4; charset=utf-8',
    newId: randomUUID,
  };
}

/** The playground on a free port of this machine, served to a browser. */
export function startPlayground(scripted: ScriptedBot, options: Partial<WebOptions> = {}): Promise<Web> {
  return startWeb({ ...webOptions(scripted), host: '127.0.0.1', port: 0, ...options });
}
