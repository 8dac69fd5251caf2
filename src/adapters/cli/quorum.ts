import type { Answering } from '../../answering/index.ts';
import type { Bot, Commands, GivenCall } from '../../bot/index.ts';
import type { Config, LoadedConfig } from '../../config/index.ts';
import type { Catalogue, Evaluation, Library, Sources } from '../../knowledge/index.ts';
import type { Hosts } from '../../models/index.ts';
import type { Check } from './doctor/check.ts';

/** What the commands need of the product, wired by main: a command opens only what it uses. */
export interface CliParts {
  loadConfig(file: string | undefined): LoadedConfig;
  /** The models alone, for commands that ask them nothing of the community. */
  openModels(config: Config): Hosts;
  /** Everything that answers, without any platform, for one community: that of the playground unless another is named. */
  open(config: Config, community: string | undefined): Promise<OpenQuorum>;
  /** Everything, until the signal ends it. */
  serve(loaded: LoadedConfig, signal: AbortSignal): Promise<void>;
  /** What `doctor` looks at; `close` when it has. */
  doctorChecks(config: Config): { checks: Check[]; close(): void };
  io: Io;
  newId(): string;
  now(): Date;
  /** The first time after `from` that a schedule, written as cron writes it, comes round. Throws where it is none. */
  nextRun(cron: string, from: Date): Date;
}

export interface OpenQuorum {
  bot: Bot;
  answering: Answering;
  hosts: Hosts;
  commands: Commands;
  knowledge: OpenKnowledge;
  /** What is asked in this terminal belongs to it. */
  community: { platform: string; platformId: string; name: string };
  /** The terminal as a room of that community. */
  room(): Promise<GivenCall['room']>;
  close(): Promise<void>;
}

/** What the community of the terminal knows. */
export interface OpenKnowledge {
  library: Library;
  catalogue: Catalogue;
  sources: Sources;
  evaluation: Evaluation;
  communityId: string;
  rooms(): Promise<{ id: string; platformId: string; name: string }[]>;
}

/** The terminal, or what stands in its place in a pipe. */
export interface Io {
  stdin: NodeJS.ReadStream & { fd: number };
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** The name of the person at the terminal, as the system has it. */
  user: string;
  /** The command that opens a file to be edited, as the system has it. */
  editor: string | undefined;
  /** From here on, other processes go first: answering is worth more than importing. */
  giveWay(): void;
  /** Calls back at Ctrl-C until the returned function is called. */
  onInterrupt(callback: () => void): () => void;
}
