/** A request's body: JSON, or a form whose `payload_json` goes with files. */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Upload } from '../world/index.ts';
import { invalidField, tooLarge } from './errors.ts';

export interface Body {
  /** Without parameters: `application/json`. */
  contentType: string | undefined;
  json: unknown;
  uploads: Upload[];
  /** As the description sees it: the fields of a form, its files by name. */
  described: unknown;
}

/** What a server without boosts takes; interactions tell it as attachment_size_limit. */
const maxFileBytes = 10 * 1024 * 1024;

export async function readBody(incoming: IncomingMessage): Promise<Body> {
  const bytes = await buffer(incoming);
  const header = incoming.headers['content-type'];
  const contentType = header?.split(';', 1)[0]?.trim();
  if (contentType === 'multipart/form-data' && header !== undefined) return readForm(bytes, header);
  if (bytes.byteLength === 0) return { contentType, json: undefined, uploads: [], described: undefined };
  const json = parse(bytes.toString('utf8'));
  return { contentType, json, uploads: [], described: json };
}

async function readForm(bytes: Buffer, header: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': header } }).formData();
  const payload = form.get('payload_json');
  const json = typeof payload === 'string' ? parse(payload) : {};
  const uploads: Upload[] = [];
  const names: Record<string, string> = {};
  for (const [name, file] of form) {
    if (typeof file === 'string') continue;
    names[name] = file.name;
    if (file.size > maxFileBytes) throw tooLarge();
    const data = Buffer.from(await file.arrayBuffer());
    uploads.push({ filename: file.name, data, contentType: file.type || undefined, ...describedIn(json, name) });
  }
  const described = typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json, ...names } : json;
  return { contentType: 'multipart/form-data', json, uploads, described };
}

/** `attachments: [{ id: 0, filename, description }]` speaks of `files[0]`. */
function describedIn(json: unknown, name: string): Partial<Pick<Upload, 'filename' | 'description'>> {
  const id = /^files\[(\d+)\]$/.exec(name)?.[1];
  const data = typeof json === 'object' && json !== null && 'data' in json ? json.data : undefined;
  const holder = [json, data].find(hasAttachments);
  const about = holder?.attachments.find((each) => String(each.id) === id);
  return {
    ...(typeof about?.filename === 'string' && { filename: about.filename }),
    ...(typeof about?.description === 'string' && { description: about.description }),
  };
}

function hasAttachments(json: unknown): json is { attachments: Record<string, unknown>[] } {
  return typeof json === 'object' && json !== null && 'attachments' in json && Array.isArray(json.attachments);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidField('_', { code: 'BASE_TYPE_BAD_JSON', message: 'The body is not JSON.' });
  }
}
