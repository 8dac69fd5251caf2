/** What the gateway needs to know of the world behind it. */

export interface Dispatch {
  t: string;
  d: unknown;
  guildId?: string | undefined;
  /** Intents of which a session needs one; 0 where everyone gets it. */
  intents: number;
  /** What the bot may not know of, whatever its intents. */
  hidden: boolean;
}

export interface GatewayWorld {
  /** Told of every change; the returned function ends that. */
  onDispatch(listener: (dispatch: Dispatch) => void): () => void;
  readonly token: string;
  readonly bot: { id: string };
  readonly applicationId: string;
  guildIds(): string[];
  /** False during an outage. */
  isAvailable(guildId: string): boolean;
  /** As GUILD_CREATE has it, with all its members. */
  guild(guildId: string): { members: GuildMember[] };
}

export interface GuildMember {
  user: { id: string; username: string };
  nick?: string | null | undefined;
}
