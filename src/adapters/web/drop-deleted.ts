import type { Bot } from '../../bot/index.ts';
import type { Hub } from './hub.ts';

/** What a command has deleted from the store leaves the page, too: what is remembered here of it, and every tab that shows it. */
export async function dropDeleted(
  { bot, hub }: { bot: Pick<Bot, 'recall'>; hub: Hub },
  memberId: string,
): Promise<void> {
  const settled = hub.settledOf(memberId);
  const found = await Promise.all(settled.map((questionId) => bot.recall(questionId)));
  hub.deleted(settled.filter((_, index) => found[index] === undefined));
}
