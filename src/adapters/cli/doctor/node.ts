import { broken, type Check, good } from './check.ts';

const oldest = 24;

export const checkNode =
  (version: string): Check =>
  async () => {
    const major = Number(/^v(\d+)/.exec(version)?.[1]);
    return major >= oldest
      ? [good('Node', version)]
      : [
          broken(
            'Node',
            `${version} is too old: Quorum runs on Node ${oldest}.`,
            'Start Quorum by its npm scripts, which bring their own: npm start',
          ),
        ];
  };
