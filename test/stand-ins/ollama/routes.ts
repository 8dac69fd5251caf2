/** Which request goes where: method, path, the shape of its body, and whatever else the stand-in objects to. */
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { headBlob, postBlob } from './blobs.ts';
import { copy, ps, remove, show, tags } from './catalogue.ts';
import { chat } from './chat.ts';
import { create, wouldDownload } from './create.ts';
import { embed } from './embed.ts';
import type { Host } from './host.ts';
import { pull } from './pull.ts';
import type { Reply } from './reply.ts';
import {
  type CreateBody,
  chatBody,
  copyBody,
  createBody,
  deleteBody,
  digest,
  embedBody,
  nothing,
  pullBody,
  showBody,
  whatIsWrong,
} from './requests.ts';
import { steadyContext } from './steady-context.ts';

export interface Route {
  method: string;
  /** Matches a whole path. */
  path: RegExp;
  read(incoming: IncomingMessage, path: string): Promise<Understood | { refusal: string; body: unknown }>;
}

/** A request that is what Ollama's API asks for, and what answers it. */
interface Understood {
  body: unknown;
  model: string | undefined;
  streams: boolean;
  answer(reply: Reply): Promise<void>;
}

export function routesOf(host: Host): Route[] {
  const steady = steadyContext(host);
  const download = (body: CreateBody) => wouldDownload(body, host);
  return [
    jsonRoute('GET', '/api/version', nothing, (_, reply) => reply.json({ version: host.version })),
    jsonRoute('GET', '/api/tags', nothing, (body, reply) => tags(body, reply, host)),
    jsonRoute('GET', '/api/ps', nothing, (body, reply) => ps(body, reply, host)),
    jsonRoute('POST', '/api/show', showBody, (body, reply) => show(body, reply, host)),
    jsonRoute('POST', '/api/chat', chatBody, (body, reply) => chat(body, reply, host), steady),
    jsonRoute('POST', '/api/embed', embedBody, (body, reply) => embed(body, reply, host), steady),
    jsonRoute('POST', '/api/pull', pullBody, (body, reply) => pull(body, reply, host)),
    jsonRoute('POST', '/api/create', createBody, (body, reply) => create(body, reply, host), download),
    jsonRoute('POST', '/api/copy', copyBody, (body, reply) => copy(body, reply, host)),
    jsonRoute('DELETE', '/api/delete', deleteBody, (body, reply) => remove(body, reply, host)),
    blobRoute('HEAD', (name, _, reply) => headBlob(name, reply, host)),
    blobRoute('POST', (name, upload, reply) => postBlob(name, upload, reply, host)),
  ];
}

function jsonRoute<Body>(
  method: string,
  path: string,
  schema: z.ZodType<Body>,
  answer: (body: Body, reply: Reply) => Promise<void>,
  objection: (body: Body) => string | undefined = () => undefined,
): Route {
  return {
    method,
    path: new RegExp(`^${path}$`),
    async read(incoming) {
      const sent = await text(incoming);
      let body: unknown;
      try {
        body = sent === '' ? undefined : JSON.parse(sent);
      } catch {
        return { refusal: 'the body is not JSON', body: sent };
      }
      const parsed = schema.safeParse(body);
      if (!parsed.success) return { refusal: whatIsWrong(parsed.error), body };
      const refusal = objection(parsed.data);
      if (refusal !== undefined) return { refusal, body };
      return { body, ...aboutBody(parsed.data), answer: (reply) => answer(parsed.data, reply) };
    },
  };
}

function blobRoute(
  method: string,
  answer: (name: string, upload: IncomingMessage, reply: Reply) => Promise<void>,
): Route {
  return {
    method,
    path: /^\/api\/blobs\/[^/]+$/,
    async read(incoming, path) {
      const name = digest.safeParse(path.split('/').at(-1));
      if (!name.success) return { refusal: whatIsWrong(name.error), body: undefined };
      const understood = { body: undefined, model: undefined, streams: false };
      return { ...understood, answer: (reply) => answer(name.data, incoming, reply) };
    },
  };
}

function aboutBody(body: unknown): Pick<Understood, 'model' | 'streams'> {
  if (typeof body !== 'object' || body === null) return { model: undefined, streams: false };
  return {
    model: 'model' in body && typeof body.model === 'string' ? body.model : undefined,
    streams: 'stream' in body && body.stream === true,
  };
}
