import { Failure } from '../../failure.ts';
import { record } from '../feed/record.ts';
import { countOf, plain } from '../markdown.ts';
import type { PlaceName, Platform } from '../platform.ts';
import { type Kept, keepReply, type MarkReplyParts } from './mark-reply.ts';

export interface ForumToRead {
  communityId: string;
  forum: PlaceName & { id: string; name: string; open: boolean };
  /** Who reads it, by name. */
  actor: string;
  signal: AbortSignal;
  onProgress: (report: ForumReport) => void;
}

/** How many posts there were of each kind. */
export interface ForumReport {
  read: number;
  solved: number;
  /** Put before moderators. */
  proposed: number;
  /** Solved, but not put before them, and why. */
  left: Partial<Record<Exclude<Kept, 'kept'> | 'unanswered', number>>;
}

/**
 * Puts the replies that are marked as right in a forum's solved posts before moderators. Each is proposed once, however often it is
 * read; marks of former days are no votes.
 */
export async function importForum(
  parts: MarkReplyParts & { platformOf: (name: string) => Pick<Platform, 'readForum'> | undefined },
  { communityId, forum, actor, signal, onProgress }: ForumToRead,
): Promise<ForumReport> {
  const posts = parts.platformOf(forum.platform)?.readForum?.(forum, signal);
  if (!posts) throw noForumsThere();
  const report: ForumReport = { read: 0, solved: 0, proposed: 0, left: {} };
  for await (const post of posts) {
    signal.throwIfAborted();
    report.read += 1;
    if (post.state !== 'open') {
      report.solved += 1;
      const became =
        post.state === 'answered'
          ? await keepReply(parts, forum.platform, post.reply, [], { isImported: true })
          : post.state;
      if (became === 'kept') report.proposed += 1;
      else report.left[became] = (report.left[became] ?? 0) + 1;
    }
    onProgress(report);
  }
  if (report.proposed > 0) {
    const what = `**#${plain(forum.name, 80)}** was read: ${countOf(report.proposed, 'reply waits', 'replies wait')} for moderators.`;
    const roomId = forum.open ? null : forum.id;
    const happened = { communityId, kind: 'knowledge.imported', actor, what, roomId } as const;
    await parts.store.write((tx) => record(tx, happened, parts.now()));
  }
  return report;
}

function noForumsThere(): Failure {
  return new Failure('no-forum', 'A forum was to be read where there are none.', {
    memberText: 'There are no forums here that I could read.',
  });
}
