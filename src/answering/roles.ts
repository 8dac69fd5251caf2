/** What a model is for. */
export const roles = ['expert', 'empathy', 'coder', 'quick'] as const;
export type Role = (typeof roles)[number];

/** How a role is set up; see `roles` in the settings. */
export interface RoleSettings {
  /** Models by preference; the first that a host has is asked. */
  models: readonly string[];
  persona: string;
  temperature: number;
  topP: number;
  repeatPenalty: number;
  answerTokens: number;
}

export type RoleBook = Readonly<Record<Role, RoleSettings>>;
