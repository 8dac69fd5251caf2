import type { Written } from './schema.ts';

/** The settings in effect. Nobody changes them while Quorum runs: they are frozen, all the way down. */
export type Config = Frozen<
  Omit<Written, 'database' | 'hosts'> & {
    database: string;
    hosts: Record<string, Omit<WrittenHost, 'url'> & { url: string }>;
  }
>;

type WrittenHost = Written['hosts'][string];

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
