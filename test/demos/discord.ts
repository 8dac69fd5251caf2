/** `npm run demo:discord`: what people write to Quorum on Discord, and what they see, printed as it happens. */
import process from 'node:process';
import type { Message } from '../stand-ins/discord/index.ts';
import { demoAnswer } from '../stand-ins/ollama/demo-answer.ts';
import { play } from './play.ts';

tell('Quorum starts');
const quorum = await play({ answer: demoAnswer, paceMs: 20, onOutput: (text) => process.stdout.write(text) });
const { community, bot } = quorum;
const general = community.channel('general');
const ada = community.member('ada');
const bob = community.member('bob');
await quorum.ready();

const quoted = ada.sends(general, 'How do I install Firefox?', { mentions: [bot] });
show(quoted);
show(await quorum.answerTo(quoted, general));

const written = ada.sends(general, 'Why would I use flakes?', { mentions: [bot] });
show(written);
const answer = await quorum.answerTo(written, general);
show(answer);
ada.reacts(answer, '👍');
tell('ada reacts with 👍');

const asked = bob.uses('/why', {}, { in: general });
tell('bob uses /why');
show(await bob.nextReply(asked));

const stats = community.owner.uses('/stats', {}, { in: general });
tell('the owner uses /stats');
const shown = await community.owner.nextReply(stats);
show(shown);
for (const { filename, size } of shown.attachments) tell(`with ${filename}, ${Math.round(size / 1024)} kB`);

process.exitCode = (await quorum.end()) === 0 ? 0 : 1;

function show({ author, content, onlyFor }: Message): void {
  const eyes = onlyFor === undefined ? '' : '(for one pair of eyes) ';
  console.log(`${author.username.padEnd(8)}${eyes}${content.replaceAll('\n', `\n${' '.repeat(8)}`)}\n`);
}

function tell(what: string): void {
  console.log(`${' '.repeat(8)}· ${what}`);
}
