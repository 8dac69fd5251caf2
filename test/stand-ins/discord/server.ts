/**
 * A Discord for tests: REST and gateway over real sockets, and a world of guilds and people behind them. It is as
 * strict as the real one, and tells the test of whatever the real one would refuse.
 *
 *     const discord = await startDiscord();
 *     const client = new Client({ rest: { api: discord.api }, intents });
 *     await client.login(discord.token);
 *     …
 *     expect(discord.refusals).toEqual([]);
 *     await discord.close();
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { sharedData } from '../../shared-data.ts';
import {
  createGateway,
  type Gateway,
  type GatewayFaults,
  type GatewayOptions,
  gatewayWorld,
  type Privileged,
} from './gateway/index.ts';
import { createDesk, type Desk } from './interactions/index.ts';
import { createDescription } from './openapi/index.ts';
import {
  createLimits,
  createLog,
  createRestFaults,
  handle,
  type LimitOptions,
  type Limits,
  type Refused,
  type RestFaults,
  type RestRequest,
  serveFile,
} from './rest/index.ts';
import { createWorld, type World } from './world/index.ts';

export interface DiscordOptions {
  /** Time for ids, deadlines, buckets and sessions. */
  clock?: Clock;
  token?: string;
  /** Discord's usual ones where nothing is said. */
  limits?: LimitOptions;
  /** What is switched on in the developer portal: members and message content where nothing is said. */
  privilegedIntents?: readonly Privileged[];
  gateway?: Omit<Partial<GatewayOptions>, 'world' | 'url' | 'onRefusal' | 'clock' | 'privilegedIntents'>;
  /** How many shards Discord recommends: one where nothing is said. */
  shards?: number;
  /** Where Discord's description of its HTTP API lies. */
  description?: string;
  /** False where a bench measures who talks to it: then nothing is held against the description. */
  validate?: boolean;
}

export interface Discord {
  /** For `new Client({ rest: { api } })`. */
  readonly api: string;
  readonly token: string;
  readonly world: World;
  /** Where interactions are made. */
  readonly desk: Desk;
  readonly faults: RestFaults & { gateway: GatewayFaults };
  readonly gateway: Pick<Gateway, 'starts' | 'sockets' | 'sessions' | 'emptied'>;
  readonly limits: Pick<Limits, 'invalid'>;
  /** What came in over REST, in the order in which it was answered. */
  readonly requests: readonly RestRequest[];
  /** What no Discord should be asked or sent: a test that ends with any of these has found a bug. */
  readonly refusals: readonly Refused[];
  /** False where the description is absent or not wanted: then only what is written here is checked. */
  readonly isValidating: boolean;
  /** The next request of which this is true, once it is answered. */
  nextRequest(isMeant: (request: RestRequest) => boolean): Promise<RestRequest>;
  close(): Promise<void>;
}

export async function startDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const {
    clock = systemClock,
    token = 'a-token-for-tests',
    description = sharedData('discord/openapi.json'),
  } = options;
  const { privilegedIntents = ['members', 'messageContent'], shards = 1 } = options;
  const world = createWorld({ clock });
  const log = createLog();
  const { validate = true } = options;
  const protocol = validate ? createDescription(description) : undefined;
  if (validate && protocol === undefined)
    console.warn(`${description} is absent: Discord's description is not checked.`);
  const faults = createRestFaults();
  const limits = createLimits(clock, options.limits);
  const desk = createDesk(world);
  const gateway = createGateway({
    ...options.gateway,
    privilegedIntents,
    world: gatewayWorld(world, token),
    url: () => gatewayUrl,
    clock,
    onRefusal: (reason) => log.refuse('the gateway', reason),
  });
  const gatewayPort = { url: () => gatewayUrl, shards, sessionStartLimit: gateway.starts.told };
  const parts = { world, gateway: gatewayPort, interactions: desk.port, portal: { privilegedIntents } };
  const closing = new AbortController();
  const handling = { parts, token, protocol, faults, limits, log, closing: closing.signal };

  const server = createServer((incoming, response) => {
    if (serveFile(world, incoming.url ?? '/', response)) return;
    // What can still throw here is reading from a client that has gone: there is nobody to answer.
    handle(incoming, response, handling).catch(() => response.destroy());
  });
  server.on('upgrade', gateway.upgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const gatewayUrl = `ws://${host}`;
  world.mediaUrl = `http://${host}`;

  return {
    api: `http://${host}/api`,
    token,
    world,
    desk,
    faults: { ...faults.control, gateway: gateway.faults },
    gateway,
    limits,
    requests: log.requests,
    refusals: log.refusals,
    isValidating: protocol !== undefined,
    nextRequest: log.next,
    async close() {
      closing.abort(new Error('The server closes.'));
      gateway.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
