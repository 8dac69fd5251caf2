/** From a method and a path to the operation that describes it. */
import type { Description, Operation, Parameter } from './document.ts';

export interface Found {
  method: Method;
  /** As in the description: `/channels/{channel_id}/messages`. */
  template: string;
  operation: Operation;
  parameters: readonly Parameter[];
  /** From the path, decoded. */
  params: Record<string, string>;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

export function createFinder({ paths }: Description): (method: string, path: string) => Found | undefined {
  const templates = Object.entries(paths)
    .map(([template, item]) => ({ template, item, match: createMatcher(template) }))
    // A word goes before a parameter: `/messages/@original` is not the message with that id.
    .sort((one, other) => parameterCount(one.template) - parameterCount(other.template));

  return (methodName, path) => {
    const method = methods.find((each) => each === methodName.toLowerCase());
    if (method === undefined) return undefined;
    for (const { template, item, match } of templates) {
      const params = match(path);
      const operation = item[method];
      if (params === undefined || operation === undefined) continue;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return { method, template, operation, parameters, params };
    }
    return undefined;
  };
}

/** Whether a path has the template's form, and what stands in the places of its parameters. */
export function createMatcher(template: string): (path: string) => Record<string, string> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
  return (path) => {
    const found = pattern.exec(path);
    if (found === null) return undefined;
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]));
  };
}

function parameterCount(template: string): number {
  return template.split('{').length;
}
