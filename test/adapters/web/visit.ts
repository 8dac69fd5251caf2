import type { WebApp } from '../../../src/adapters/web/index.ts';
import type { Room, RoomEvent } from '../../../src/adapters/web/public/exchange.js';

const address = 'http://localhost:7575';
export const ownPort = () => 7575;

type EventOf<Type> = Extract<RoomEvent, { type: Type }>;

/** A browser as the server sees it: it keeps its cookie, and says where it comes from. */
export function visit({ app }: WebApp, cookie = '') {
  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await app.request(`${address}${path}`, {
      method,
      headers: {
        host: 'localhost:7575',
        ...(cookie && { cookie }),
        ...(method !== 'GET' && { origin: address, 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  }

  return {
    request,
    cookie: () => cookie,
    get: (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers),
    ask: (text: string, rest: Record<string, unknown> = {}) =>
      request('POST', '/api/questions', { messageId: crypto.randomUUID(), text, ...rest }),
    /** Opens a tab and reads its room. */
    async openTab() {
      const response = await request('GET', '/api/events');
      const tab = readEvents(response);
      const { room } = await tab.next('room');
      return { ...tab, room };
    },
  };
}

export type Visitor = ReturnType<typeof visit>;

/** Reads server-sent events, passing over those that are not asked for. */
export function readEvents(response: Response) {
  if (!response.body) throw new Error('The stream has no body.');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const events: RoomEvent[] = [];
  let rest = '';

  async function read(): Promise<RoomEvent | undefined> {
    for (;;) {
      const event = events.shift();
      if (event) return event;
      const { done, value } = await reader.read();
      if (done) return undefined;
      const frames = (rest + value).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) if (frame.startsWith('data: ')) events.push(JSON.parse(frame.slice(6)));
    }
  }

  return {
    read,
    async next<Type extends RoomEvent['type']>(type: Type): Promise<EventOf<Type>> {
      for (;;) {
        const event = await read();
        if (!event) throw new Error(`The stream ended before any "${type}".`);
        if (isOf(event, type)) return event;
      }
    },
    close: () => reader.cancel(),
  };
}

function isOf<Type extends RoomEvent['type']>(event: RoomEvent, type: Type): event is EventOf<Type> {
  return event.type === type;
}

export function onlyExchange(room: Room) {
  const [exchange, ...others] = room.exchanges;
  if (!exchange || others.length > 0) throw new Error(`Expected one exchange, found ${room.exchanges.length}.`);
  return exchange;
}
