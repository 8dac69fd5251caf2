import { existsSync } from 'node:fs';
import { explain, Failure } from '../../../failure.ts';
import { checkDatabase as look, pendingMigrations } from '../../../store/index.ts';
import { broken, type Check, good } from './check.ts';

export const checkDatabase =
  (url: string): Check =>
  async () => {
    const about = 'Database';
    const file = url.replace(/^file:/, '');
    if (!existsSync(file)) return [good(about, `${file} will be made at the first start`)];
    try {
      const pending = await pendingMigrations(url);
      const damage = await look(url);
      if (damage.length > 0)
        return [broken(about, `${file} is damaged: ${damage[0]}.`, 'Stop Quorum and restore a backup of this file.')];
      const todo = pending.length === 0 ? 'up to date' : `${pending.length} migrations to apply at the next start`;
      return [good(about, `${file}, whole and ${todo}`)];
    } catch (error) {
      if (error instanceof Failure) return [broken(about, error.message, error.remedy)];
      return [
        broken(
          about,
          `${file} cannot be read: ${explain(error)}`,
          'Is it a database? Restore a backup, or move it away to start anew.',
        ),
      ];
    }
  };
