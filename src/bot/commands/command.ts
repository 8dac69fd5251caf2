import type { z } from 'zod';
import type { Answering } from '../../answering/index.ts';
import type { Clock } from '../../clock.ts';
import type { Catalogue, Library, Sources } from '../../knowledge/index.ts';
import type { Hosts } from '../../models/index.ts';
import type { HashMember, RoomKind, Store } from '../../store/index.ts';
import type { Bot } from '../bot.ts';
import type { Actor, PlaceName, Rank } from '../platform.ts';
import type { Ground } from '../settings/in-force.ts';

/**
 * A command, declared once: Discord's slash commands and menus, the terminal's commands and the page's forms are made
 * from this, and know nothing of any single one.
 */
export interface Command<Options extends z.ZodObject = z.ZodObject> {
  /** One word, or two: `pause`, `knowledge search`. */
  readonly name: string;
  /** What it does, as a phrase of at most 100 characters. */
  readonly description: string;
  /** Who may use it. Others are not shown it, and refused. */
  readonly permission: Rank;
  /** Its options, each with its description; those that must be given come first. See options.ts for more than words and numbers. */
  readonly options: Options;
  /** How it is called on a message instead of being typed, where a platform has menus on messages. */
  readonly menu?: Menu;
  /** What it asks for where a button or its menu leaves something open; what those give is `given`, unchecked. */
  readonly form?: (given: Readonly<Record<string, unknown>>, call: Call) => Promise<CommandForm>;
  /** Whether only the caller sees the reply. */
  readonly isPrivate: boolean;
  /** Completions of an option, best first, at most 25. */
  readonly suggest?: Readonly<Record<string, Suggest>>;
  run(options: z.output<Options>, call: Call): Promise<CommandReply>;
}

/** `others` is what was given to the command's other options so far, unchecked. */
export type Suggest = (typed: string, call: Call, others: Readonly<Record<string, unknown>>) => Promise<Suggestion[]>;

/** Declares a command; its handler gets its options as they were declared. */
export function defineCommand<Options extends z.ZodObject>(command: Command<Options>): Command {
  return command;
}

export interface Menu {
  label: string;
  /** `answer`: on Quorum's own messages, whose answer fills the option; `message`: on a person's, whose text does. */
  on: 'answer' | 'message';
  fills: string;
}

/** A form that asks for some of a command's options before it runs; what kind of field each is follows from the option. */
export interface CommandForm {
  /** At most 45 characters. */
  title: string;
  /** At most five. */
  fields: readonly FormField[];
}

export interface FormField {
  /** The option that it fills. */
  option: string;
  /** At most 45 characters. */
  label: string;
  /** At most 100. */
  hint?: string;
  /** What stands in it when it opens. */
  value?: string;
  isRequired: boolean;
}

export interface Suggestion {
  /** What is shown. */
  name: string;
  /** What is filled in. */
  value: string;
}

/** Who calls, and where. */
export interface Call {
  actor: Actor;
  /** What they may do here, the community's settings considered. */
  rank: Rank;
  community: PlaceName & { id: string; name: string };
  room: { id: string; platformId: string; kind: RoomKind; name: string; open: boolean };
  parts: CommandParts;
  signal: AbortSignal;
  /** What the files of a reply may hold together; what any chat takes where it is not said. */
  mostReplyBytes?: number;
  /** Says how far a long command is, in a sentence. */
  progress(sentence: string): void;
}

/** What commands work with. */
export interface CommandParts {
  store: Store;
  clock: Clock;
  hashMember: HashMember;
  bot: Bot;
  hosts: Pick<Hosts, 'status' | 'available'>;
  answering: Pick<Answering, 'preview'>;
  knowledgeOf(communityId: string): { library: Library; catalogue: Catalogue; sources: Sources };
  /** What the operator's own settings say, where a community's moderators set nothing. */
  ground: Ground;
  /** Where attached files lie while they are imported; made when it is not there. */
  attachments: string;
  /** Where the database is copied to before something is deleted for good. */
  backups: string;
}

/** What a command says, for each platform to show in its own way. */
export type CommandReply =
  | {
      /**
       * Markdown. Each platform puts some of it its own way: commands, which are spans of code such as `/knowledge search`, and
       * links to rooms and roles, whose addresses are `room:` and `role:` with the platform's own id.
       */
      text: string;
      /** What was done, alone, where the text goes on to say what is left. */
      did?: string;
      pictures?: readonly { name: string; png: Uint8Array; alt: string }[];
      files?: readonly { name: string; type: string; bytes: Uint8Array }[];
      /** What can be done next with one press; permission is checked again then. */
      buttons?: readonly CommandButton[];
    }
  /** The command asks a question, which is answered as any other. */
  | { question: { text: string; role?: string; model?: string; isPrivate: boolean } };

export interface CommandButton {
  label: string;
  style: 'plain' | 'good' | 'dangerous';
  command: string;
  options: Readonly<Record<string, string | number | boolean>>;
  /** Opens the command's form first. */
  opensForm?: true;
  /** Buttons of one row stand beside each other, where a platform has rows. */
  row?: number;
}
