import type { Config } from '../../../config/index.ts';
import { type Hosts, sameModel } from '../../../models/index.ts';
import { type Check, good, warning } from './check.ts';

/** Whether search goes by meaning as well as by words. */
export const checkSearch =
  (hosts: Pick<Hosts, 'available'>, { retrieval }: Pick<Config, 'retrieval'>): Check =>
  async (signal) => {
    const about = 'Search';
    if (retrieval.embedding.length === 0) return [good(about, 'by words alone, as retrieval.embedding says')];
    const available = await hosts.available(signal);
    if (available.length === 0) return [good(about, 'by words alone while no host can be reached')];
    const found = retrieval.embedding.find((wanted) => available.some(({ name }) => sameModel(name, wanted)));
    if (found) return [good(about, `by words and by meaning, with ${found}`)];
    return [
      warning(
        about,
        'by words alone: no host has a model that turns texts into vectors.',
        `npm run -s quorum -- models pull ${retrieval.embedding[0]}`,
      ),
    ];
  };
