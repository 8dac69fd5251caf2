/** Errors in Discord's own words and codes, which discord.js and bots look at. */

/** Field by field, as Discord nests it: `{ content: { _errors: [{ code, message }] } }`. */
export interface FieldErrors {
  [field: string]: FieldErrors | FieldError[];
}

export interface FieldError {
  code: string;
  message: string;
}

/** A field, and what is wrong with it. */
export interface WrongField {
  path: string[];
  error: FieldError;
}

/** Something that Discord answers with a status, a code and a sentence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly errors: FieldErrors | undefined;
  /** True where no state of the world could have made the request right: a mistake of whoever sent it. */
  readonly isMistake: boolean;

  constructor(
    status: number,
    code: number,
    message: string,
    about: { errors?: FieldErrors; isMistake?: boolean } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = about.errors;
    this.isMistake = about.isMistake ?? false;
  }

  get body(): object {
    return { message: this.message, code: this.code, ...(this.errors !== undefined && { errors: this.errors }) };
  }
}

export const unauthorized = () => new ApiError(401, 0, '401: Unauthorized');
/** A guild during an outage. */
export const unavailable = () => new ApiError(503, 0, '503: Service Unavailable');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const notInDirect = () => new ApiError(403, 50003, 'Cannot execute action on a DM channel');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');

const unknowns = {
  Channel: 10003,
  Guild: 10004,
  Member: 10007,
  Message: 10008,
  Role: 10011,
  User: 10013,
  Emoji: 10014,
  Webhook: 10015,
  Interaction: 10062,
  'application command': 10063,
};

export function unknown(what: keyof typeof unknowns): ApiError {
  return new ApiError(404, unknowns[what], `Unknown ${what}`);
}

export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message', { isMistake: true });
export const notYours = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const tooManyReactions = () => new ApiError(400, 30010, 'Maximum number of reactions reached (20)');
export const tooManyPins = () => new ApiError(400, 30003, 'Maximum number of pins reached for the channel (250)');
export const noReplyWithoutHistory = () =>
  new ApiError(400, 160002, 'Cannot reply without permission to read message history');
export const hasThreadAlready = () => new ApiError(400, 160004, 'A thread has already been created for this message');
export const threadIsLocked = () => new ApiError(400, 160005, 'Thread is locked');
export const threadIsArchived = () => new ApiError(400, 50083, 'Thread is archived');
export const noDirectMessages = () => new ApiError(403, 50007, 'Cannot send messages to this user');
export const noSharedGuild = () =>
  new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
export const noMessagesInForum = () =>
  new ApiError(400, 40058, 'Cannot send a message in a forum channel', { isMistake: true });
export const noTextChannel = () =>
  new ApiError(400, 50008, 'Cannot send messages in a non-text channel', { isMistake: true });
export const tooOldForBulk = () =>
  new ApiError(400, 50034, 'You can only bulk delete messages that are under 14 days old.', { isMistake: true });
export const tooLarge = () => new ApiError(413, 40005, 'Request entity too large', { isMistake: true });
export const tooManyCommands = (most: number) =>
  new ApiError(400, 30032, `Maximum number of application commands reached (${most})`, { isMistake: true });
export const wrongChannelType = () =>
  new ApiError(400, 50024, 'Cannot execute action on this channel type', { isMistake: true });

/** 50035, about one field: `content`, `embeds.0.title`. */
export function invalidField(path: string, error: FieldError, about: { isMistake?: boolean } = {}): ApiError {
  return invalidForm([{ path: path.split('.'), error }], about);
}

export function invalidForm(wrong: WrongField[], { isMistake = true }: { isMistake?: boolean } = {}): ApiError {
  const errors: FieldErrors = {};
  for (const { path, error } of wrong) {
    const place = path.reduce<FieldErrors>((at, step) => {
      const below = at[step];
      if (below !== undefined && !Array.isArray(below)) return below;
      const made: FieldErrors = {};
      at[step] = made;
      return made;
    }, errors);
    place._errors = [...(Array.isArray(place._errors) ? place._errors : []), error];
  }
  return new ApiError(400, 50035, 'Invalid Form Body', { errors, isMistake });
}
