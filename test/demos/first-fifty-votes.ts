/**
 * `npm run demo:votes`: a community's first fifty votes, played with the real Quorum on the Discord of the tests, and told in
 * Markdown as they happen. What a model would say stands in `asked.ts`; everything else is Quorum's.
 */
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { openStore } from '../../src/store/index.ts';
import type { Message, Person } from '../stand-ins/discord/index.ts';
import { type Asked, type Name, names, week1, week2, week3 } from './asked.ts';
import { play } from './play.ts';

const everything = [...week1, ...week2, ...week3];
const quorum = await play({
  paceMs: 1,
  answer({ messages }) {
    const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
    // The question is the last thing that a prompt says.
    const known = everything
      .map((asked) => ({ asked, at: prompt.lastIndexOf(asked.question) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.at - a.at)[0];
    return known?.asked.answer ?? 'I cannot say.';
  },
});
const { community, bot } = quorum;
const settled = { joinedAt: new Date(Date.now() - 400 * 24 * 60 * 60 * 1000) };
const room = community.channel('help');
const moderator = community.owner;
const members = new Map(names.map((name) => [name, community.member(name, settled)]));
await quorum.ready();
const store = await openStore({ url: `file:${quorum.database}` });

const rows = z.array(
  z.looseObject({ components: z.array(z.looseObject({ label: z.string().optional(), custom_id: z.string() })) }),
);

let votes = 0;
let told = new Date(0);

say(`# A community's first fifty votes

Played by \`npm run demo:votes\`: five members, a moderator and the real Quorum, on the Discord of the tests. What the model says is made up;
what Quorum makes of the votes is not. Lines that begin with → are what it wrote into the moderators' feed.`);

say('## The first week');
await ask(week1);
await shows('/progress');

say(
  '## What was denied is put right\n\nDan says what was wrong with the answer about the console font, with the button under it; a moderator looks at what waits.',
);
const denied = answerOf('How do I make the console font bigger?');
const form = person('dan').clicks(denied, button(denied, 'Feedback'));
await person('dan').nextModal(form);
const thanks = await person('dan').nextReply(
  person('dan').submits(form, {
    reason: 'wrong',
    text: 'On NixOS that file is written for you. Set it in the configuration:\n```nix\nconsole.font = "ter-132n";\nconsole.packages = [ pkgs.terminus_font ];\n```',
  }),
);
quote(thanks);
const review = await shows('/review');
const approving = moderator.nextEdit(review);
moderator.clicks(review, button(review, '1 Approve'));
say('*The moderator presses Approve.*');
quote(await approving);
await tellFeed();
await asks('eve', 'How do I make the console font bigger?');

say('## What people reply to each other');
const unanswered = 'Why does my laptop not sleep when I close the lid?';
say(`**dan**: ${unanswered}`);
const asked = person('dan').sends(room, unanswered);
const says = 'logind is told not to. Let it: `services.logind.lidSwitch = "suspend";`';
say(`**eve** (in reply to dan): ${says}`);
const replied = person('eve').sends(room, says, { replyTo: asked });
person('dan').reacts(replied, '✅');
moderator.reacts(replied, '✅');
say('✅ dan, who asked, and ✅ the moderator');
const asking = await theirs(replied);
quote(asking);
say('*eve presses Agree.*');
quote(await person('eve').nextReply(person('eve').clicks(asking, button(asking, 'Agree'))));
while ((await store.read.entry.count({ where: { credit: { not: null } } })) === 0) await setTimeout(20);
await tellFeed();
await asks('bob', unanswered);

say('## The second week');
await ask(week2);

say(`## Five accounts that joined today

They do not like an answer that members approved of.`);
const attacked = answerOf('How do I run one command as another user?');
for (const number of [1, 2, 3, 4, 5]) {
  const newcomer = community.member(`new${number}`, { joinedAt: new Date() });
  await vote(newcomer, '👎', attacked);
}
say(
  `The answer is still ${await standingOf(attacked)}: together, newcomers count for one member. The moderators are told, and take it back.`,
);
while ((await store.read.feedItem.count({ where: { kind: 'votes.burst' } })) === 0) await setTimeout(50);
await tellFeed();
const flagged = await shows('/feed', { topic: 'votes' });
const [takeBack = ''] = labelsOf(flagged);
say(`*The moderator presses ${takeBack}.*`);
quote(await moderator.nextReply(moderator.clicks(flagged, button(flagged, takeBack))));
await tellFeed();

say('## The third week');
await ask(week3);

await asks('dan', 'I need to run a command as another user, how?');

say('## Where it stands\n\nThe line under the first answer has changed with its votes:');
const first = answerOf('How do I keep only the last five boot entries?');
while (!first.content.includes('approved by members')) await setTimeout(100);
quote(first);
await shows('/progress');
await shows('/gaps');
await shows('/feed');
const learned = await store.read.entry.findMany({
  where: { retiredAt: null, source: { uri: 'learned:' } },
  orderBy: { createdAt: 'asc' },
});
say(`${votes} votes. What the community has taught Quorum by them:`);
say(learned.map(({ title, verified }) => `- ${title}${verified ? ' (verified)' : ''}`).join('\n'));

await store.close();
process.exitCode = (await quorum.end()) === 0 ? 0 : 1;

async function ask(asked: readonly Asked[]): Promise<void> {
  for (const { by, question, votes: cast } of asked) {
    const answer = await asks(by, question);
    for (const name of names) {
      const emoji = cast[name];
      if (emoji) await vote(person(name), emoji, answer, name);
    }
  }
}

async function asks(by: Name, question: string): Promise<Message> {
  say(`**${by}**: ${question}`);
  const message = person(by).sends(room, question, { mentions: [bot] });
  const answer = await quorum.answerTo(message, room);
  quote(answer);
  return answer;
}

async function vote(by: Person, emoji: string, under: Message, name = by.user.username): Promise<void> {
  by.reacts(under, emoji);
  votes += 1;
  const answerId = await answerIdOf(under);
  for (;;) {
    const kept = await store.read.vote.count();
    const due = await store.read.answer.count({ where: { isDue: true } });
    if (kept >= votes && due === 0) break;
    await setTimeout(10);
  }
  say(
    `${emoji} ${name} · vote ${votes} · ${(await store.read.answer.findUniqueOrThrow({ where: { id: answerId } })).standing}`,
  );
  await tellFeed();
}

async function tellFeed(): Promise<void> {
  const items = await store.read.feedItem.findMany({
    where: { createdAt: { gt: told } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  for (const { what, createdAt } of items) {
    told = createdAt;
    say(`→ ${what}`);
  }
}

async function shows(command: string, values: Record<string, string> = {}): Promise<Message> {
  const typed = Object.entries(values).map(([name, value]) => ` ${name}:${value}`);
  say(`**the moderator**: ${command}${typed.join('')}`);
  const reply = await moderator.nextReply(moderator.uses(command, values, { in: room }));
  quote(reply);
  return reply;
}

/** What Quorum replies to it. */
async function theirs(to: Message): Promise<Message> {
  for (;;) {
    const reply = [...room.messages.values()].find(({ replyTo }) => replyTo?.messageId === to.id);
    if (reply) return reply;
    await setTimeout(20);
  }
}

function quote(message: Message): void {
  const labels = message.reactions.length > 0 ? [] : labelsOf(message); // under an answer there is always the same
  const buttons = labels.length > 0 ? `\n\n${labels.map((label) => `[${label}]`).join(' ')}` : '';
  say(`> **${message.author.username}**:\n${`${message.content}${buttons}`.replaceAll(/^/gm, '> ')}`);
}

function say(text: string): void {
  console.log(`${text}\n`);
}

function person(name: Name): Person {
  const found = members.get(name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return found;
}

function answerOf(question: string): Message {
  const all = [...room.messages.values()];
  const asked = all.find(({ content }) => content.endsWith(question));
  const answer = all.find(({ replyTo }) => asked && replyTo?.messageId === asked.id);
  if (!answer) throw new Error(`“${question}” has no answer.`);
  return answer;
}

async function answerIdOf({ id }: Message): Promise<string> {
  const { answerId } = await store.read.shownMessage.findFirstOrThrow({ where: { messageId: id } });
  if (!answerId) throw new Error('That message shows no answer.');
  return answerId;
}

async function standingOf(message: Message): Promise<string> {
  return (await store.read.answer.findUniqueOrThrow({ where: { id: await answerIdOf(message) } })).standing;
}

function button(message: Message, label: string): string {
  const found = buttonsOf(message).find((each) => each.label === label);
  if (!found) throw new Error(`There is no button “${label}”.`);
  return found.custom_id;
}

function labelsOf(message: Message): string[] {
  return buttonsOf(message).flatMap(({ label }) => label ?? []);
}

function buttonsOf({ components }: Message) {
  return rows.parse(components).flatMap((row) => row.components);
}
