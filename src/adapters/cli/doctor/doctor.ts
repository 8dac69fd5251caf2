import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../quorum.ts';
import type { Check, Finding } from './check.ts';

const marks = { good: '✔', warning: '!', broken: '✘' } as const;

/** `quorum doctor`: runs the checks and says what to type where something is wrong. Broken is what Quorum cannot start with. */
export async function doctorCommand(
  checks: readonly Check[],
  io: Io,
  { json = false }: { json?: boolean },
): Promise<number> {
  const signal = AbortSignal.timeout(60_000);
  const findings: Finding[] = [];
  for (const check of checks) {
    for (const finding of await check(signal)) {
      findings.push(finding);
      if (json) continue;
      io.stdout.write(`${marks[finding.level]} ${finding.about}: ${finding.found}\n`);
      if (finding.remedy) io.stdout.write(`    → ${finding.remedy}\n`);
    }
  }
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  if (json) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else io.stdout.write(`\n${verdict(count('broken'), count('warning'))}\n`);
  return count('broken') > 0 ? exitCodes.failed : exitCodes.done;
}

function verdict(broken: number, warnings: number): string {
  if (broken > 0)
    return `${broken === 1 ? 'One thing is' : `${broken} things are`} broken: Quorum cannot work like this.`;
  if (warnings === 0) return 'All is well.';
  return `Quorum works; ${warnings === 1 ? 'one thing is' : `${warnings} things are`} worth a look.`;
}
