import { nearest } from './nearest.ts';
import { type Path, showPath } from './path.ts';
import { namesUnder, settings } from './settings.ts';

/** What to say of a name that is no setting: the setting that was probably meant, be it here or elsewhere. */
export function describeUnknown(section: Path, key: string): { path: string; sentence: string } {
  const [name = ''] = key.split(/[:=\s]/, 1);
  if (name !== key) {
    // What follows may be a value, and a secret one: `{apiKey:abc}` is a name as far as YAML goes.
    return {
      path: showPath([...section, name]),
      sentence: 'is not readable, expected a name, ":", a space and a value',
    };
  }
  return { path: showPath([...section, name]), sentence: `is not a setting; ${suggestion(section, name)}` };
}

function suggestion(section: Path, name: string): string {
  const siblings = namesUnder(section);
  const here = nearest(name, siblings);
  if (here) return `did you mean "${here}"?`;
  const elsewhere = settings.filter(({ path }) => showPath(path) === name || path.at(-1) === name);
  const [only] = elsewhere;
  if (only && elsewhere.length === 1) return `did you mean ${showPath(only.path)}?`;
  return `expected one of ${siblings.join(', ')}`;
}
