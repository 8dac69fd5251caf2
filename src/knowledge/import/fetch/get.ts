/** One request for one page, to a machine that Quorum may be sent to, and no more of the answer than is wanted. */
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Failure } from '../../../failure.ts';
import { type Lookup, publicAddressesOf } from './public-address.ts';
import { shownText } from './shown.ts';

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Empty when it was not wanted. */
  body: Buffer;
}

export interface GetOptions {
  headers: Record<string, string>;
  maxBytes: number;
  /** Whether the body of such an answer is worth reading. */
  wants: (status: number, headers: http.IncomingHttpHeaders) => boolean;
  lookup: Lookup;
  allowPrivate: boolean;
  /** Ends it; also while the body arrives. */
  signal: AbortSignal;
}

/** Why one page could not be had, as the end of a sentence that names it. The others may still come. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

export async function get(url: URL, options: GetOptions): Promise<Reply> {
  const { lookup, allowPrivate, maxBytes, wants, signal } = options;
  // An address in numbers is never looked up, so it is checked here; names are where they are connected to.
  if (!allowPrivate && /^[[\d]/.test(url.hostname)) await publicAddressesOf(url.hostname, lookup);
  try {
    const incoming = await send(url, options);
    const { statusCode: status = 0, headers } = incoming;
    const body = wants(status, headers) ? await bodyOf(incoming, maxBytes) : Buffer.alloc(0);
    incoming.destroy();
    return { status, headers, body };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof Failure || error instanceof PageError
      ? error
      : new PageError(whyOf(error), { cause: error });
  }
}

function send(url: URL, { headers, lookup, allowPrivate, signal }: GetOptions): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).get(url, {
      headers: { 'user-agent': userAgent, accept: 'text/html, text/markdown, */*;q=0.5', ...headers },
      // A connection for each page: one that is kept and that the site has just closed would look like a failure.
      agent: false,
      lookup: guarded(lookup, allowPrivate),
      signal,
    });
    request.once('response', resolve);
    request.on('error', reject);
  });
}

const userAgent = 'Quorum/0.1 (knowledge import)';

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return shownText(String(error));
  return shownText(error.message || ('code' in error ? String(error.code) : error.name));
}

/** Node connects to what this answers, so a name that leads elsewhere a moment later leads nowhere. */
function guarded(lookup: Lookup, allowPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    (allowPrivate ? lookup(host) : publicAddressesOf(host, lookup)).then(
      (found) => {
        const addresses = found.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = addresses;
        if (first === undefined) callback(new Error(`${host} has no address`), '');
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ''),
    );
  };
}

async function bodyOf(incoming: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  if (!incoming.complete) throw new PageError('it broke off in the middle');
  return unpacked(Buffer.concat(chunks), incoming.headers['content-encoding'], maxBytes);
}

async function unpacked(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (!isGzip) {
    if (encoding === undefined || /^(identity|gzip)?$/i.test(encoding)) return body;
    throw new PageError('it was packed in a way that was not asked for');
  }
  try {
    return await promisify(gunzip)(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? tooLarge(maxBytes) : new PageError('it cannot be unpacked', { cause: error });
  }
}

function tooLarge(maxBytes: number): PageError {
  return new PageError(`it is larger than ${maxBytes / 1024} KiB`);
}
