/** Commands as the server tells the page of them: what can be run, with what, and what it says. */

import type { OptionDescription } from '../../../bot/commands/option-description.ts';

export interface CommandForm {
  /** One word, or two. */
  name: string;
  description: string;
  options: OptionField[];
}

/** The server makes a choice of a room, and tells nothing of a role. */
export type OptionField = OptionDescription & {
  kind: Exclude<OptionDescription['kind'], 'room' | 'role'>;
  /** What it is called, where that is not its name. */
  label?: string;
};

export type OptionValue = string | number | boolean | { name: string; base64: string };
export type OptionValues = Record<string, OptionValue>;

export interface CommandButton {
  label: string;
  style: 'plain' | 'good' | 'dangerous';
  command: string;
  options: Readonly<Record<string, string | number | boolean>>;
  /** Opens the command's form first. */
  opensForm?: true;
  /** Buttons of one row stand beside each other. */
  row?: number;
}

export interface SaidReply {
  /** Markdown. */
  text: string;
  /** What was done, alone, where the text goes on to say what is left: Markdown. */
  did?: string;
  /** PNG. */
  pictures: { name: string; alt: string; base64: string }[];
  files: { name: string; type: string; base64: string }[];
  buttons: readonly CommandButton[];
}

/** A question is for the page to ask, as any other. */
export type CommandReply =
  | SaidReply
  | { question: { text: string; role?: string; model?: string; isPrivate: boolean } };

export interface Suggestion {
  name: string;
  value: string;
}
