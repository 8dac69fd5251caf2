/** What a check of `doctor` found: all is well, something is worth a look, or Quorum cannot work like this. */
export interface Finding {
  level: 'good' | 'warning' | 'broken';
  /** What was looked at. */
  about: string;
  /** What was found, as a sentence. */
  found: string;
  /** What to type or to change. */
  remedy?: string | undefined;
}

export type Check = (signal: AbortSignal) => Promise<Finding[]>;

export const good = (about: string, found: string): Finding => ({ level: 'good', about, found });
export const warning = (about: string, found: string, remedy?: string): Finding => ({
  level: 'warning',
  about,
  found,
  remedy,
});
export const broken = (about: string, found: string, remedy?: string): Finding => ({
  level: 'broken',
  about,
  found,
  remedy,
});
