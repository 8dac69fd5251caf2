/**
 * What Discord's description says of one request and of its reply, in sentences: nothing where all is as it should be.
 * It knows no world and no server.
 */
import { type Description, readDescription } from './document.ts';
import { explain, type Wrong } from './explain.ts';
import { createFinder, type Found } from './operations.ts';
import { createSchemas } from './schemas.ts';
import { unknownKeys } from './unknown-keys.ts';

export interface DescribedRequest {
  method: string;
  /** Without `/api/v10`. */
  path: string;
  query: URLSearchParams;
  contentType: string | undefined;
  body: unknown;
  isAuthorized: boolean;
}

export interface Protocol {
  /** What Discord would refuse it for; undefined where it knows no such request. */
  wrongIn(request: DescribedRequest): Wrong[] | undefined;
  /** Why this is not a reply that Discord gives to that request. */
  wrongInReply(request: Pick<DescribedRequest, 'method' | 'path'>, status: number, body: unknown): Wrong[];
}

const known = new Map<string, Protocol | undefined>();

/** Undefined where the file is absent. The same file is read, and each of its schemas compiled, once. */
export function createDescription(path: string): Protocol | undefined {
  if (!known.has(path)) {
    const description = readDescription(path);
    known.set(path, description && createProtocol(description));
  }
  return known.get(path);
}

function createProtocol(description: Description): Protocol {
  const find = createFinder(description);
  const schema = createSchemas(description);

  function wrongInParameters({ parameters, params, template, method }: Found, query: URLSearchParams): Wrong[] {
    const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    const strangers = [...query.keys()].filter((name) => !names.includes(name));
    const wrong = strangers.map((name) => ({ path: [name], message: 'is no parameter of it', keyword: 'query' }));
    for (const { name, in: where, required = false } of parameters) {
      const given = where === 'path' ? params[name] : (query.get(name) ?? undefined);
      if (given === undefined) {
        if (required) wrong.push({ path: [name], message: 'is missing', keyword: 'required' });
        continue;
      }
      const check = schema(...placeOf(description, template, method, where, name), 'schema');
      // In an address everything is text: a number or a boolean may be meant, and several values have commas.
      const readings = [given, readScalar(given), given.split(',')];
      const results = readings.map(check);
      if (results.every((errors) => errors.length > 0)) wrong.push(...explain(results[0] ?? [], [name]));
    }
    return wrong;
  }

  function wrongInBody({ operation, template, method }: Found, { body, contentType }: DescribedRequest): Wrong[] {
    const { requestBody } = operation;
    if (requestBody === undefined) {
      return body === undefined ? [] : [{ path: [], message: 'It takes no body.', keyword: 'body' }];
    }
    if (body === undefined) {
      return requestBody.required === true ? [{ path: [], message: 'A body is missing.', keyword: 'body' }] : [];
    }
    const type = contentType ?? 'application/json';
    if (requestBody.content[type] === undefined) {
      return [{ path: [], message: `It takes no ${type}.`, keyword: 'body' }];
    }
    const place = ['paths', template, method, 'requestBody', 'content', type, 'schema'];
    const errors = explain(schema(...place)(body));
    const strangers = unknownKeys(description, requestBody.content[type].schema, body);
    return [
      ...errors,
      ...strangers.map((path) => ({ path, message: 'Discord knows no such field.', keyword: 'unknown' })),
    ];
  }

  return {
    wrongIn(request) {
      const found = find(request.method, request.path);
      if (found === undefined) return undefined;
      const { security = [{}] } = found.operation;
      if (request.isAuthorized || security.some((way) => Object.keys(way).length === 0)) {
        return [...wrongInParameters(found, request.query), ...wrongInBody(found, request)];
      }
      return [{ path: [], message: 'It needs a token.', keyword: 'security' }];
    },
    wrongInReply({ method, path }, status, body) {
      const found = find(method, path);
      if (found === undefined) return [];
      const { responses } = found.operation;
      if (status >= 400) {
        const name = status === 429 ? 'RatelimitedResponse' : 'ErrorResponse';
        return explain(schema('components', 'schemas', name)(body));
      }
      const response = responses[status];
      if (response === undefined) return [{ path: [], message: `It is never answered ${status}.`, keyword: 'status' }];
      if (response.content === undefined || body === undefined) {
        const fits = response.content === undefined && body === undefined;
        return fits ? [] : [{ path: [], message: `Its ${status} and its body do not fit.`, keyword: 'body' }];
      }
      const place = ['paths', found.template, found.method, 'responses', String(status), 'content', 'application/json'];
      return explain(schema(...place, 'schema')(body));
    },
  };
}

/** Parameters stand beside the operations of a path, or inside one. */
function placeOf(
  description: Description,
  template: string,
  method: Found['method'],
  where: string,
  name: string,
): string[] {
  const item = description.paths[template];
  const isMeant = (each: { name: string; in: string }) => each.name === name && each.in === where;
  const beside = item?.parameters?.findIndex(isMeant) ?? -1;
  if (beside >= 0) return ['paths', template, 'parameters', String(beside)];
  return ['paths', template, method, 'parameters', String(item?.[method]?.parameters?.findIndex(isMeant) ?? 0)];
}

function readScalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  // Ids are longer than what a number holds exactly, and yet described as one here and there.
  return /^-?\d{1,20}$/.test(text) ? Number(text) : text;
}
