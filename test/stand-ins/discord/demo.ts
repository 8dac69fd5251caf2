/** `npm run demo:discord`: a scripted conversation with a small bot of discord.js, over the stand-in's real sockets. */
import { startDemoBot } from './demo-bot.ts';
import { createCommunity, type Message, startDiscord } from './index.ts';

const discord = await startDiscord();
const tea = createCommunity(discord.desk, 'Tea');
const general = tea.channel('general');
const ada = tea.member('ada');
const bob = tea.member('bob');
const bot = await startDemoBot(discord);

function show({ author, content, onlyFor }: Message): void {
  console.log(`${author.username.padEnd(8)}${onlyFor === undefined ? '' : '(for one pair of eyes) '}${content}`);
}

function tell(what: string): void {
  console.log(`${' '.repeat(8)}· ${what}`);
}

const answered = ada.nextMessage(general);
show(ada.sends(general, 'where is the tea?', { mentions: [discord.world.bot] }));
const answer = await answered;
show(answer);

ada.reacts(answer, '👍');
tell('ada reacts with 👍');

const asked = bob.uses('/ask', { question: 'When is tea?' }, { in: general });
tell('bob uses /ask');
show(await bob.nextReply(asked));

const clicked = bob.clicks(answer, 'wrong');
tell('bob clicks "What is wrong?"');
await bob.nextModal(clicked);
const submitted = bob.submits(clicked, { right: 'The tea is in the third one.' });
tell('bob fills in the form');
show(await bob.nextReply(submitted));
tell(`ada sees ${ada.sees(general).length} messages here, bob ${bob.sees(general).length}`);

await bot.destroy();
await discord.close();
console.log(`${discord.requests.length} requests, ${discord.refusals.length} refused.`);
for (const { request, reason } of discord.refusals) console.log(`${request}: ${reason}`);
process.exitCode = discord.refusals.length === 0 ? 0 : 1;
