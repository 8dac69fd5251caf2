/** A gateway's socket without discord.js, for what discord.js would never send. */
import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';

const frame = z.object({ op: z.number(), t: z.string().nullable(), d: z.unknown() });

type Frame = z.infer<typeof frame>;

export const hello = ({ op }: Frame) => op === 10;

export function openRaw(url: string, query = '?v=10&encoding=json') {
  const socket = new WebSocket(`${url}/${query}`);
  onTestFinished(() => socket.terminate());
  const frames: Frame[] = [];
  const arrived = new EventEmitter();
  socket.on('message', (data) => {
    frames.push(frame.parse(JSON.parse(String(data))));
    arrived.emit('frame');
  });
  return {
    /** All that have come. */
    frames: frames as readonly Frame[],
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    sendText: (text: string) => socket.send(text),
    /** The first that is so, also one that came before. */
    async next(is: (frame: Frame) => boolean) {
      while (true) {
        const found = frames.find(is);
        if (found) return found;
        await once(arrived, 'frame');
      }
    },
    async closed(): Promise<number> {
      const [code] = await once(socket, 'close');
      return code;
    },
    close: (code: number) => socket.close(code),
  };
}
