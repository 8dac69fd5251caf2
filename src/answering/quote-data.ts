/**
 * Turns text from outside into quoted data that cannot leave its quotes: each line begins with a mark that we put
 * there, and the tokens by which chat templates tell one speaker from another are taken apart.
 */
export function quoteData(text: string): string {
  return defuse(text)
    .split('\n')
    .map((line) => `| ${line}`.trimEnd())
    .join('\n');
}

/** Makes template tokens into plain text, and drops characters that hide or reorder other characters. */
export function defuse(text: string): string {
  return withoutHidden(text).replace(templateToken, (token) => `${token[0]} ${token.slice(1)}`);
}

/** One kind of line end, and no character that hides or reorders others. */
export function withoutHidden(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n')
    .replace(
      /(?![\t\n])\p{Cc}|[\u200B\u2060\uFEFF\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/gu,
      '',
    );
}

/** For a few words inside a sentence of ours: defused, on one line, and not longer than they may be. */
export function inline(text: string, most: number): string {
  const line = defuse(text).replace(/\s+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

/**
 * Tokens of the chat templates in use (ChatML, Llama 2 and 3, Gemma, Mistral, Phi, DeepSeek, Qwen, Granite, Command), and
 * those by which Ollama marks the places of pictures.
 */
const templateToken =
  /<[|｜]|<\/?\w{1,24}[|｜]>|<\/?(?:start_of_turn|end_of_turn|start_header_id|end_header_id|eot_id|bos|eos|s|pad|unk|think|thinking|tool_call|tool_response|system|user|assistant|im_start|im_end|fim_prefix|fim_suffix|fim_middle)\s*\/?>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS|TOOL_CONTENT|IMG(?:-\d+)?)\]/giu;
