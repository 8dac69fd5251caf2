/** Whether a forum's tag says that a post is solved, in one of several languages. */
export function saysSolved(name: string): boolean {
  const words = name.normalize('NFC').toLowerCase();
  return (solved.test(words) || solvedInHan.test(words)) && !unsolved.test(words);
}

/** Whole words: what begins with *un* is none of them. */
const solved =
  /(?<!\p{L})(?:re?solved|solved|answered|fixed|done|gelöst|erledigt|beantwortet|résolue?|répondue?|resuelt[oa]|solucionad[oa]|respondid[oa]|risolt[oa]|resolvid[oa]|rozwiązan[ea]|opgelost|löst|løst|ratkaistu|vyřešeno|решено|решён|решен|вирішено|çözüldü)(?!\p{L})/u;
const solvedInHan = /解決|解决|해결/u;
const unsolved = /(?<!\p{L})(?:not|non|no|nicht|nie|niet|не|ej|inte|ikke)\s|[未不没沒]|미해결/u;
