/**
 * What kind of question it is: by rules over its words and over what came with it, the first that fits. Votes on an answer
 * count for the category of its question. The rules know some phrases of nine languages; the rest is `other`.
 */
import type { AttachedText } from '../attached/accept-attached.ts';
import { kindOf } from '../attached/kind.ts';

/** In the order in which they are looked for, which is from the telling to the vague. */
export const categories = [
  'testing',
  'debugging',
  'code',
  'design',
  'explanation',
  'how-to',
  'concept',
  'other',
] as const;
export type Category = (typeof categories)[number];

/** A question that goes on for longer has said by then what it wants; patterns stay quick on what is hostile. */
const read = 4000;

export function categoryOf(question: string, attached: readonly AttachedText[] = []): Category {
  const written = question.slice(0, read);
  const text = written.toLowerCase().replace(/’/g, "'");
  const kinds = new Set(attached.map(kindOf));
  const prose = text.replace(fenced, ' ');
  const hasCode = kinds.has('code') || prose !== text;
  if (tests.test(prose)) return 'testing';
  if (kinds.has('log') || fails.test(text) || errorCode.test(written)) return 'debugging';
  if (wantsCode.test(prose)) return 'code';
  if (weighs.test(prose)) return 'design';
  if (explains.test(prose)) return 'explanation';
  if (hasCode) return 'code';
  if (asksHow.test(prose)) return 'how-to';
  return asksWhat.test(prose) ? 'concept' : 'other';
}

const fenced = /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g;

/** Letters of the scripts that have spaces, as far as the phrases need them: a class of all there are takes long to compile. */
const letter = '[a-zß-ɏͰ-ӿ]';

/** A phrase as whole words (`@` is a letter), in scripts that have spaces; a phrase of the others wherever it stands. */
function phrases(spaced: string, unspaced: string): RegExp {
  const whole = spaced
    .trim()
    .replace(/\s*\n\s*/g, '')
    .replaceAll('@', letter);
  return new RegExp(`(?<!${letter}|\\d)(?:${whole})(?!${letter}|\\d)|${unspaced}`);
}

const tests = phrases(
  `
  (?:unit|integration|regression|end-to-end|e2e|smoke|property|snapshot|nixos|vm|load)[ -]?tests?(?:ing|ed)?|
  (?:write|run|add|fix|skip|mock|have|automate) (?:\\w+ ){0,2}tests?|tests? (?:suite|case|coverage|runner|framework|driver|data)s?|(?:code )?coverage|
  (?:how|where|can|should) (?:do|can|could|should|would|we|i|you)(?: i| we| you| one)? test|mock(?:s|ing)?|stubs?|test(?:en|e) (?:ich|schreiben)|komponententests?|
  pruebas (?:unitarias|de integración)|tests? unitaires?|test unitari[oi]?|testes? unitários?|юнит-?тест@*|модульн@+ тест@*
  `,
  '单元测试|單元測試|ユニットテスト|単体テスト|테스트 코드|단위 테스트',
);

const fails = phrases(
  `
  @*errors?|@*exceptions?|traceback|stack ?trace|segfaults?|segmentation fault|core dumped|panics?|panicked|crash(?:es|ed|ing)?|bugs?|debug(?:ging)?|
  fail(?:s|ed|ing|ure|ures)?|broken?|breaks|hangs?|frozen|freez(?:es|ing)|stuck|stops|stopped|(?:not|never|nothing|no longer|stopped|quit) work(?:s|ing)?|
  (?:doesn't|doesnt|does not|don't|dont|won't|wont|didn't|didnt|isn't|isnt|can't|cant|cannot|couldn't) (?:\\w+ )?(?:work|start|boot|build|compile|load|run|show|find|connect|open|update|detect|see|recogni[sz]e|edit)\\w*|
  no (?:sound|such file|network|internet|wifi|wi-fi|signal|output|space left)|(?:what(?:'s| is)|something(?:'s| is)?) (?:going )?wrong|not found|undefined variable|permission denied|refused|tim(?:e|ed|es)? ?out|
  missing|mismatch|infinite recursion|fix(?:es|ing)?|troubleshoot(?:ing)?|disk is full|out of memory|
  fehler(?:meldung)?|(?:funktioniert|geht|startet|läuft|klappt) (?:@+ ){0,2}nicht|kaputt|abgestürzt|stürzt|schlägt fehl|fehlgeschlagen|
  erreurs?|(?:ne )?(?:marche|fonctionne|démarre) (?:pas|plus)|plante|échoue|
  errore[s]?|no (?:funciona|arranca|compila|carga|abre)|falla|fallo|non (?:funziona|parte|si avvia)|si blocca|
  erros?|não (?:funciona|inicia|compila|abre)|falha|fout(?:melding)?|werkt niet|start niet|ошибк@*|не (?:работает|запускается|собирается|открывается)|падает|сломал@*
  `,
  '报错|報錯|错误|錯誤|失败|失敗|无法|無法|不能用|不工作|崩溃|エラー|動かない|動きません|失敗|できません|오류|에러|실패|안 ?돼|작동하지',
);

/** `ENOSPC`, `TS2322`, `0x80070005`: in capitals alone. */
const errorCode = /(?<![\w-])(?:E[A-Z]{4,}|[A-Z]{1,3}\d{4,5}|0x8[\dA-Fa-f]{7})(?![\w-])/;

const wantsCode = phrases(
  `
  (?:write|give|show|send|make|generate|create|need|want|looking for|rewrite|refactor|simplify|convert|port|review) (?:me |us )?(?:a |an |some |the |this |my )?
  (?:[\\w+#.-]+ ){0,3}(?:scripts?|functions?|class(?:es)?|regex(?:p|es)?|queries|query|derivations?|flakes?|snippets?|one-?liners?|modules?|overlays?|makefiles?|dockerfiles?|code|program|expressions?|shell\\.nix|config(?:uration)?s?|example code|boilerplate|macros?)|
  (?:how (?:do|can|would|should) (?:i|we|you|one) (?:write|code|implement|script|program|refactor))|how to (?:write|code|implement|script|program|refactor)|
  (?:bash|shell|python|powershell|nix|js|sql|awk|sed) (?:script|code|function|expression|snippet|program|query|one-?liner)|(?:a|some|this|my) (?:script|regexp?|one-?liner|snippet)|
  (?:code|example|syntax|regexp?|snippet) (?:for|to|of|that)|what(?:'s| is) the syntax|sequence diagram|
  (?:schreib@*|zeig@*) (?:mir )?(?:@+ ){0,2}(?:skript|script|funktion|code|programm|abfrage)|(?:écri@*|donne@*)(?:[ -]moi)? (?:un|une) (?:@+ )?(?:script|fonction|code|programme)|
  (?:escrib@*|hazme|dame) (?:un|una) (?:@+ )?(?:script|función|código|programa)|(?:scriv@*|dammi) (?:un|uno|una) (?:@+ )?(?:script|funzione|codice)|
  (?:escrev@*) (?:um|uma) (?:@+ )?(?:script|função|código)|schrijf (?:een )?(?:@+ )?(?:script|functie)|(?:напиши@*|пример) (?:@+ )?(?:скрипт|функци@+|код@*)
  `,
  '写(?:一个|个)?.{0,8}(?:脚本|函数|代码|程序)|寫.{0,8}(?:腳本|函數|程式)|(?:スクリプト|関数|コード)を書|(?:스크립트|함수|코드).{0,6}(?:작성|짜)',
);

const weighs = phrases(
  `
  trade-?offs?|pros and cons|(?:dis)?advantages?|drawbacks?|downsides?|versus|vs\\.?|compared? (?:to|with)|better (?:than|to)|worth (?:it|using|switching|the)|
  should (?:i|we|one|you) (?:\\w+ )?(?:use|choose|prefer|pick|switch|go|keep|put|split|store|have|change|structure|organi[sz]e|trust)|(?:which|what)(?:'s| is| are)? (?:\\w+ ){0,3}(?:better|best|good|recommended|right|easiest|preferred)|
  best (?:practices?|way|approach|choice|setup|tool|option)|(?:recommend|suggest)(?:s|ed|ation|ations|ion|ions)?|alternatives? (?:to|for)|(?:software|system|project|app|service|good|clean) architecture|design (?:pattern|decision|choice)s?|(?:structure|organi[sz]e|lay out|architect) (?:my|a|the|our|your)|
  which (?:\\w+ ){1,3}(?:should|would|do you|to use)|good (?:for|idea|practice)|when (?:should|would) (?:i|we|you|one)|instead of|
  soll(?:te)? (?:ich|man|wir)|was ist besser|vor- und nachteile|lohnt (?:es )?sich|empfehl@*|devrais-je|vaut-il mieux|avantages|quel(?:le)? est (?:le|la) meilleur@*|debería|qué es mejor|ventajas|recomiend@*|
  dovrei|cosa è meglio|vantaggi|conviene|devo usar|qual é melhor|vantagens|vale a pena|moet ik|wat is beter|стоит ли|что лучше|преимуществ@*|посовету@*
  `,
  '哪个(?:更)?好|哪個(?:更)?好|优缺点|優缺點|应该(?:用|选)|應該(?:用|選)|推荐|推薦|どちらがいい|どっちがいい|おすすめ|べきですか|추천|어느 (?:것|게)|장단점',
);

const explains = phrases(
  `
  why|how come|explain(?:s|ed|ing)?|eli5|understand(?:ing)?|difference between|differ(?:s|ent)? from|differences?|how (?:do|does|did|is|are) (?!i |we |you |one |it possible)\\S+(?: \\S+){0,5} (?:work|handle|know|decide|guess|determine|operate|find|differ|manage|relate|resolve|build|store|choose|compare)s?|
  what happens|what (?:does|do) (?!i |we |you )(?:\\S+ ){1,6}do|what is going on|in what way|what (?:makes|causes)|reasons?|walk me through|
  warum|wieso|weshalb|erklär@*|wie funktionier@*|unterschied@*|was passiert|pourquoi|expliqu@*|comment (?:ça )?(?:marche|fonctionne@*)|différence@*|
  por qué|explic@*|cómo funciona@*|diferencia|perché|spieg@*|come funziona@*|differenza|por que|como funciona@*|diferença|waarom|leg (?:@+ )?uit|hoe werkt|verschil|
  почему|зачем|объясни@*|как (?:@+ )?работает|разниц@+|отлич@+|чем отличается
  `,
  '为什么|為什麼|为何|解释|解釋|区别|區別|原理|なぜ|どうして|説明|違い|仕組み|왜|설명|차이',
);

const asksHow = phrases(
  `
  how (?:do|can|could|would|should|to|might|about|are|is it possible)|how'd|how (?:i|we|you) can|(?:is it|is there|isn't there|are there) (?:\\w+ ){0,3}(?:possible|ways?|options?|command|setting|method|tools?|apps?|webapp|site|for)|(?:any|a|another|easy|best) ways? (?:to|of|for)|
  (?:can|could|may) (?:i|we|you|one|someone|anyone)|am i allowed|where (?:do|can|should|is|are|would|did) (?:i|we|you|the|my)?|what(?:'s| is| are)? the (?:\\w+ )?(?:way|command|option|steps?|setting|procedure)|
  what (?:should|do|can|must) (?:i|we) (?:do|use|type|set|need)|(?:help|assist|guide)(?: me)? (?:to |with )?|tutorial|guide|steps? (?:to|for)|instructions?|i (?:want|need|would like|'d like|wish|am trying|'m trying|am looking|try) (?:to|for)|need(?:ing)? (?:to|help)|trying to|
  (?:install|set ?up|setting up|configure|configuring|enable|disable|remove|delete|add|change|update|upgrade|create|make|import|export|download|upload|search|find|move|backup|back up|share|link|hide|stop|embed|display|force|send)(?:ing)? (?:\\S+ )+\\S+|
  wie (?:kann|mache?|installier@*|richte|stelle|bekomme?|kriege?|lösche?|aktualisier@*|finde?|ändere?|konfigurier@*|setze?|geht|muss|soll)|wo (?:finde?|ist|kann|stelle?)|gibt es (?:einen|eine|ein)|kann (?:ich|man)|
  comment|où (?:est|se|puis|trouve@*)|peut-on|est-il possible|puis-je|y a-t-il|cómo|dónde|puedo|se puede|hay (?:alguna?|un)|es posible|come (?:posso|si|faccio|installo|configuro)|dove|posso|è possibile|c'è un modo|
  como (?:posso|faço|instal@*|configur@*|eu|se)|onde|é possível|hoe (?:kan|installeer|stel|doe|maak|moet|zet|verwijder)|waar (?:vind|kan|is)|kan ik|как (?:мне )?(?:@+ть|можно|сделать)|где|можно ли|есть ли способ
  `,
  '怎么|怎麼|怎样|怎樣|如何|在哪|哪里|哪裡|可以.{0,12}吗|能不能|どうやって|どうすれば|方法|やり方|どこ|できますか|어떻게|어디|방법|할 수 있',
);

const asksWhat = phrases(
  `
  what(?:'s| is| are| was| were|s)|what (?:does|do) .{0,40}mean|what (?:kinds?|types?|sorts?) of|who (?:is|are|was|made|wrote)|when (?:did|was|were|is)|which|define|definition|meaning of|concept(?:s)? of|
  was (?:ist|sind|bedeutet|heißt|war)|wer (?:ist|war|hat)|wann|welche@?|wie (?:viele?|heißt|hoch|lange|groß)|how (?:many|much|long|old|big|large)|qu'est-ce|c'est quoi|que signifie|quel(?:le)?s?|qui (?:est|a)|qué (?:es|son|significa)|cuál(?:es)?|quién|
  (?:che )?cos(?:a|')? ?(?:è|sono|significa)|cos'è|quale?|chi (?:è|ha)|o que (?:é|são|significa)|qual|quem|wat (?:is|zijn|betekent)|wie is|welke?|что (?:такое|значит|означает)|кто|какой|какая|какие
  `,
  '什么是|是什么|什麼是|是什麼|什么意思|とは|何ですか|って何|무엇|뭐|뜻',
);
