import type { AttachedText } from './accept-attached.ts';
import { isTelling } from './telling-lines.ts';

export type Kind = 'log' | 'code' | 'text';

const codeEndings =
  /\.(?:nix|lock|ts|tsx|js|jsx|mjs|py|rs|go|c|h|cc|cpp|hpp|java|kt|rb|php|pl|lua|hs|ml|swift|sh|bash|zsh|fish|ps1|sql|ya?ml|json|jsonc|toml|conf|cfg|ini|env|xml|html|css|tf|vim|el|desktop|service|patch|diff)$|(?:^|\/)(?:dockerfile|makefile|justfile|\.\w+rc)$/iu;
const logEndings = /\.(?:log|out|err|trace|stacktrace|dmesg|journal)(?:\.\d+)?(?:\.txt)?$/iu;

/** As many of its first lines as tell what a text is. */
const looked = 60;

/** What a text that came with a question seems to be, by its name, else by its first lines. */
export function kindOf({ name, text }: AttachedText): Kind {
  if (codeEndings.test(name)) return 'code';
  if (logEndings.test(name)) return 'log';
  const lines = text
    .slice(0, 20_000)
    .split('\n', looked)
    .filter((line) => line.trim() !== '');
  const share = (like: (line: string) => boolean) => lines.filter(like).length / Math.max(1, lines.length);
  if (share((line) => logLine.test(line)) >= 0.3 || share(isTelling) >= 0.2) return 'log';
  return share((line) => codeLine.test(line)) >= 0.3 ? 'code' : 'text';
}

const logLine =
  /^\s*\[?(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:|\d+\.\d{3,}\])|^\s*\[?(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b|^\s+at \S+[(:]|^\s+File "/u;
const codeLine =
  /[;{}]\s*$|^\s*(?:import|export|const|let|def|fn|func|class|return|#include|if|for|while)\b.*[:;({]|^\s*[\w.-]+\s*[=:]\s*\S/u;
