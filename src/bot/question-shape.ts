/**
 * What a message is by its shape alone: a question, words to somebody who asked one, or neither. It costs nothing, so that
 * small talk costs no search; whether Quorum knows anything about a question is decided elsewhere. Where it is wrong, it
 * should be wrong towards silence.
 */

/** Whether Quorum should look for an answer, were nobody else to give one. */
export function looksLikeQuestion(text: string): boolean {
  const words = ownWords(text);
  if (weight(words) < 10 && !hasCode(text)) return false;
  if (hasQuestionMark(words) || opensWithInterrogative(words)) return true;
  return !isThanks(words) && (asksForHelp(words) || tellsOfTrouble(text) || weight(words) >= 200);
}

/** Whether it asks something in so many words: more than telling of trouble. */
export function asksSomething(text: string): boolean {
  const words = ownWords(text);
  return weight(words) >= 10 && (hasQuestionMark(words) || opensWithInterrogative(words));
}

/** Whether it asks somebody who is there about their own case, as those do who help: "which version are you on?" */
export function asksBack(text: string): boolean {
  const words = ownWords(text);
  return asksBackWords.test(words) && !speaksOfMe.test(words);
}

/** Whether whoever asked says that it is over: "nvm, found it". Thanks are no sign of it: people thank in advance. */
export function looksSettled(text: string): boolean {
  const words = ownWords(text);
  return weight(words) <= 80 && !hasQuestionMark(words) && settledWords.test(words);
}

/** Whether it says anything at all, beyond a face or a dot. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The text without what is quoted, code, addresses, and what platforms write for mentions and faces. */
function ownWords(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/```[\s\S]*?(```|$)|`[^`\n]*`/gu, ' ')
    .replace(/^[ \t]*>.*$/gmu, ' ')
    .replace(/https?:\/\/\S+|<[@#:a-z][^>\s]{0,100}>/giu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .trim();
}

/** Letters and digits; where a sign is a word or a syllable, it counts for three. */
function weight(words: string): number {
  const all = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const dense = words.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return all + 2 * dense;
}

function hasQuestionMark(words: string): boolean {
  return /[?？؟¿՞፧⁇⁈⁉‽⸮\u037E꘏]/u.test(words) || (/\p{Script=Greek}/u.test(words) && /;\s*$/u.test(words));
}

function hasCode(text: string): boolean {
  return /```|^ {4}\S|^[ \t]+at \S.*:\d+|^Traceback/mu.test(text);
}

/** By language, what a question begins with; a greeting may stand before it. */
const interrogatives = [
  `how|what|what's|whats|why|where|when|which|who|can (i|we|you|some ?(one|body)|any ?(one|body))|could (i|you|some ?(one|body))|is (there|it)|are there|does|do (i|you|we)|should i|has any ?(one|body)|any ?(one|body|idea|ideas)|some ?(one|body) (know|knows)`,
  `wie|was|warum|wieso|weshalb|wo|woher|wann|welche[rsnm]?|wer|wem|kann (ich|man|mir|jemand)|könnte|gibt es|weiß jemand|weiss jemand|hat jemand`,
  `comment|pourquoi|où|quand|quel(le)?s?|qui|est-ce que?|est-ce qu'|qu'est-ce que?|combien|peut-on|quelqu'un|puis-je`,
  `cómo|como|qué|por qué|porque no|dónde|cuándo|cuál|quién|alguien|puedo|hay (alguna|algún)`,
  `por que|onde|quando|qual|quem|alguém|posso|tem como`,
  `come|perché|dove|quale|chi|cosa|qualcuno|si può`,
  `hoe|waarom|waar|wanneer|welke?|wie|wat|kan (ik|iemand)|weet iemand`,
  `hur|varför|vad|vilken|hvordan|hvorfor|hva|hvad|hvilken|miten|miksi|mikä|missä|onko`,
  `jak|dlaczego|czemu|gdzie|kiedy|który|która|które|czy|proč|kde|který|może ktoś`,
  `как|почему|зачем|где|когда|какой|какая|какие|кто|что делать|можно ли|подскажите|як|чому|де|чи`,
  `πώς|πως|γιατί|πού|πότε|ποιος|ποια|τι`,
  `كيف|لماذا|ليش|أين|وين|متى|هل|ما هو|ماذا`,
  `איך|למה|איפה|מתי|האם|מה`,
  `bagaimana|gimana|kenapa|mengapa|apakah|dimana|di mana|kapan`,
  `làm sao|làm thế nào|tại sao|vì sao|ở đâu|khi nào`,
];
const lead =
  'hi|hey|hello|yo|there|guys|all|folks|everyone|please|pls|and|but|ok|okay|also|then|btw|hallo|moin|leute|und|aber|salut|bonjour|et|mais|alors|hola|y|pero|oi|olá|e|mas|ciao|ma|hoi|en|maar|hej|och|men|cześć|ale|a|ahoj|привет|всем|а|и|но|merhaba|γεια|και';
const opening = new RegExp(
  `(?:^|[.!,;:…\\n]\\s*)(?:(?:${lead}) ){0,3}(?:${interrogatives.join('|')})(?![\\p{L}\\p{M}\\p{N}])`,
  'iu',
);
/** Where words stand without gaps between them, or the question comes last. */
const anywhere =
  /(?<!\p{L})(?:nasıl|neden|niye|nerede|hangi|چطور|چگونه|چرا|کجا|آیا|कैसे|क्यों|कहाँ|कहां|कब|क्या|कौन)(?![\p{L}\p{M}])|怎么|怎麼|怎样|怎樣|为什么|為什麼|为啥|什么|什麼|哪里|哪裡|哪个|哪個|如何|是否|能不能|可不可以|有没有|有沒有|吗|嗎|どうやって|どうすれば|どうしたら|なぜ|どうして|どこ|いつ|どの|何が|何を|ですか|ますか|でしょうか|어떻게|왜|어디|언제|무엇|뭐가|어느|인가요|나요|까요|อย่างไร|ยังไง|ทำไม|ที่ไหน|เมื่อไหร่|ไหม|หรือไม่/u;

function opensWithInterrogative(words: string): boolean {
  return opening.test(words) || anywhere.test(words);
}

function asksForHelp(words: string): boolean {
  return /\b(help|any (ideas?|hints?|advice)|i need|looking for|trying to|hilfe|brauche|ayuda|necesito|ajuda|preciso|aide|besoin|aiuto|hulp|hjälp|hjelp|apua|pomocy|pomóżcie|yardım)\b|помогите|помощь|подскажите|допоможіть|βοήθεια|مساعدة|ساعدوني|کمک|עזרה|मदद|求助|请问|請問|教えて|助けて|도와/iu.test(
    words,
  );
}

function tellsOfTrouble(text: string): boolean {
  return (
    hasCode(text) ||
    /\b(error|errors|exception|crash(es|ed|ing)?|broken|stuck|fail(s|ed|ing|ure)?|segfault|(can'?t|cannot|won'?t|doesn'?t|does not|isn'?t|not) (\w+ )?(work\w*|start\w*|boot\w*|build\w*|find|load\w*|connect\w*|open\w*|install\w*|get|run\w*|compil\w*|see|seem)|no longer|fehler|(geht|funktioniert|startet|läuft|klappt) (\w+ )?nicht|erreur|(marche|fonctionne) pas|no (funciona|arranca)|não funciona|erro|non (funziona|parte)|errore|werkt niet|fungerar inte|virker ikke|ei toimi|nie działa|błąd|nefunguje|chyba|çalışmıyor|hata)\b|не (работает|запускается|могу)|ошибка|не працює|помилка|δεν (δουλεύει|λειτουργεί)|σφάλμα|لا يعمل|خطأ|کار نمی|خطا|לא עובד|שגיאה|काम नहीं|त्रुटि|tidak bisa|gagal|không (được|chạy|hoạt động)|lỗi|ไม่ได้|报错|報錯|错误|錯誤|失败|失敗|不行|エラー|動かない|動きません|できない|できません|오류|에러|안 ?(돼|되|됩)/iu.test(
      text,
    )
  );
}

const thanksWords =
  /^(thanks?|thank you|thx|ty|cheers|danke|merci|gracias|obrigad[oa]|grazie|bedankt|dank je|tack|takk|kiitos|dzięki|děkuj[iu]|спасибо|дякую|teşekkürler|ευχαριστώ|شكرا|مرسی|ممنون|תודה|धन्यवाद|terima kasih|makasih|cảm ơn)(?!\p{L})|^(ขอบคุณ|谢谢|謝謝|多谢|ありがと|감사|고마)/iu;

function isThanks(words: string): boolean {
  return weight(words) <= 80 && thanksWords.test(words);
}

const settledWords =
  /^(\p{L}+[ ,]+){0,2}?(nvm|never ?mind|solved|fixed|found (it|the)|figured (it )?out|got it (working|to work)|it works now|works now|erledigt|hat sich erledigt|gelöst|geht (jetzt|wieder)|résolu|c'est bon|trouvé|resuelto|solucionado|ya (está|funciona)|resolvido|consegui|risolto|opgelost|löst|løst|ratkaistu|rozwiązane|vyřešeno|решено|решил|разобрал(ся|ась)|заработало|вирішено|çözüldü|λύθηκε|تم الحل|حل شد|נפתר|beres|đã (sửa|xong))(?!\p{L})|^(解决了|解決了|搞定|好了|解決しました|直りました|해결)/iu;

const speaksOfMe =
  /\b(i|i'm|me|my|we|our|ich|mir|mich|mein\w*|wir|je|j'|moi|mon|ma|mes|nous|yo|me|mi|mis|nos|eu|meu|minha)\b|(^|\s)(я|мне|меня|мой|моя|у нас)(?!\p{L})/iu;
const asksBackWords =
  /\b(have|did|are|were|had) (you|u|y'all)|\b(is|are|what's|what is|what does|what do|which|where's|where is|how's|how is)( \w+){0,2} (your|ur)\b|\b(which|what)( \w+){1,3} (are|do|did|have) (you|u)\b|\b(can|could) (you|u) (show|post|paste|share|send|try|check|run|upload)\b|\b(hast|bist|habt) (du|ihr)\b|\bdeine?[rsnm]?\b|\bkannst du (mal )?(zeigen|posten|schicken)|\b(as-tu|avez-vous|tu as|vous avez|es-tu|êtes-vous|votre|vos)\b|\b(has (probado|intentado|mirado)|tienes|usas|puedes (mostrar|enviar|pegar|poner))\b|(^|\s)(у тебя|у вас|ты|вы|твой|ваш[аи]?) /iu;
