import { type Path, showPath, startsWith } from './path.ts';

/** Where a value was written. */
export type Origin =
  | { kind: 'default' }
  /** The column only where the text could not be read at all. */
  | { kind: 'file'; file: string; line?: number; column?: number }
  | { kind: 'dotenv'; file: string; line: number; name: string }
  | { kind: 'variable'; name: string };

/** `quorum.yaml:12`, `QUORUM_WEB_PORT`, `.env:3` or `default`. */
export function showOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'default':
      return 'default';
    case 'variable':
      return origin.name;
    case 'dotenv':
      return `${origin.file}:${origin.line}`;
    case 'file':
      return [origin.file, origin.line, origin.column].filter((part) => part !== undefined).join(':');
  }
}

/** Remembers where each value was written, and answers for what was not: with what is around it, else with what is inside. */
export class Origins {
  readonly #known = new Map<string, { path: Path; origin: Origin }>();
  readonly #whole: Origin;

  constructor(whole: Origin) {
    this.#whole = whole;
  }

  set(path: Path, origin: Origin): void {
    this.#known.set(showPath(path), { path, origin });
  }

  of(path: Path): Origin {
    for (let length = path.length; length > 0; length -= 1) {
      const around = this.#known.get(showPath(path.slice(0, length)));
      if (around) return around.origin;
    }
    const inside = this.#known.values().find((each) => startsWith(each.path, path));
    return inside?.origin ?? this.#whole;
  }
}
