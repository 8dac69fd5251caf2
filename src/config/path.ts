/** The way to one value among the settings, such as `['web', 'port']`, and the few things that are done along it. */
export type Path = readonly (string | number)[];

/** `web.port`, `roles.expert.models[1]`, `hosts.local.contextTokensByModel["qwen3:8b"]`. */
export function showPath(path: Path): string {
  return path.map(showStep).join('').replace(/^\./, '');
}

function showStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => step === path[index]);
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at the path; undefined where there is none. Own keys only, so that no name finds a prototype's. */
export function getIn(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

/** A copy of the mapping with the value at the path. */
export function setIn(mapping: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const entries = new Map(isMapping(mapping) ? Object.entries(mapping) : []);
  entries.set(String(step), setIn(entries.get(String(step)), rest, value));
  return Object.fromEntries(entries);
}
