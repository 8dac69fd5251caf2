import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionToAnswer, type Said } from '../../src/bot/when-to-speak.ts';

const waitMs = 60_000;
const seconds = (count: number) => count * 1000;

describe('in a help channel, a question', () => {
  const question = says('ada', 'how do I install firefox?', 0);

  test('that nobody replied to is answered', () => {
    expect(decide([question])).toEqual(['how do I install firefox?']);
  });

  test.each([
    ['replies to it', says('bob', 'lol', 5, { repliesTo: question.messageId, addressesSomeone: true })],
    ['mentions its asker', says('bob', 'see above', 5, { mentions: ['ada'], addressesSomeone: true })],
    ['says something to nobody in particular', says('bob', 'use programs.firefox', 5)],
    ['asks back', says('bob', 'which version are you on?', 5)],
    [
      'writes in a thread that was started from it',
      says('bob', 'hm', 5, { roomId: 'thread', startedFrom: question.messageId }),
    ],
  ])('is left alone when a person %s', (_, reply) => {
    expect(decide([question, reply])).toBeUndefined();
  });

  test.each([
    ['speaks to somebody else', says('bob', 'I agree with that', 5, { mentions: ['eve'], addressesSomeone: true })],
    ['replies to another message', says('bob', 'yes', 5, { repliesTo: 'another', addressesSomeone: true })],
    ['asks Quorum something', says('bob', 'what is a flake?', 5, { addressesQuorum: true })],
    ['has a question of their own', says('bob', 'how do I mount a disk by its label?', 5)],
    ['shows a face', says('bob', '😂', 5)],
    ['spoke before it', says('bob', 'use programs.steam', -5)],
    ['speaks only once the wait is over', says('bob', 'use programs.firefox', 61)],
    ['writes in a thread of another message', says('bob', 'hm', 5, { roomId: 'thread', startedFrom: 'another' })],
  ])('is answered all the same when a person %s', (_, other) => {
    expect(decide([question, other])).toEqual(['how do I install firefox?']);
  });

  test('of somebody else, greeting and all, does not count as a reply', () => {
    const other = [says('bob', 'hello everyone', 5), says('bob', 'how do I mount a disk by its label?', 12)];
    expect(decide([question, ...other])).toEqual(['how do I install firefox?']);
  });

  test('is left alone once its asker talks with whoever asked something', () => {
    const talk = [says('bob', 'is it for the whole system?', 5), says('ada', 'yes it is', 10)];
    expect(decide([question, ...talk], talk[1])).toBeUndefined();
  });

  test('that is typed in pieces is one, and its last piece is what is answered', () => {
    const pieces = [
      says('ada', 'hi', 0),
      says('ada', 'I have a problem', 20),
      says('ada', 'how do I install firefox', 70),
    ];
    expect(decide(pieces, pieces[0])).toBeUndefined();
    expect(decide(pieces, pieces[1])).toBeUndefined();
    expect(decide(pieces, pieces[2])).toEqual(['hi', 'I have a problem', 'how do I install firefox']);
  });

  test('begins anew after a pause, after words to Quorum, and after what was asked already', () => {
    const later = says('ada', 'how do I remove it again?', 100);
    expect(decide([question, later], later)).toEqual([later.text]);
    const soon = says('ada', 'how do I remove it again?', 30);
    expect(decide([{ ...question, addressesQuorum: true }, soon], soon)).toEqual([soon.text]);
    expect(decide([question, soon], soon, { isClosed: (id) => id === question.messageId })).toEqual([soon.text]);
  });

  test.each([
    ['addresses someone', [says('ada', 'how do I install firefox?', 0, { addressesSomeone: true })]],
    ['is over', [question, says('ada', 'nvm, found it', 20)]],
    ['goes on to Quorum', [question, says('ada', 'please', 20, { addressesQuorum: true })]],
    ['asks somebody back', [says('ada', 'have you tried turning it off?', 0)]],
    ['is none', [says('ada', 'lol that is funny', 0)]],
  ])('is left alone when it %s', (_, said) => {
    expect(decide(said, said.at(-1))).toBeUndefined();
  });
});

describe('in a thread or a forum post', () => {
  const opening = says('ada', 'Firefox\nIt has no sound.', 0, { opensPost: true });

  test('its opening is a question, whatever its shape, and what its author adds belongs to it', () => {
    expect(decide([opening], opening, { isThread: true })).toEqual([opening.text]);
    const more = says('ada', 'On 24.05.', 30);
    expect(decide([opening, more], more, { isThread: true })).toEqual([opening.text, more.text]);
  });

  test('anyone who says anything has replied', () => {
    for (const text of ['😂', 'how do I mount a disk by its label?'])
      expect(decide([opening, says('bob', text, 5)], opening, { isThread: true })).toBeUndefined();
  });

  test('Quorum is never the second to speak', () => {
    const later = says('ada', 'how do I install firefox?', 300);
    expect(decide([opening, later], later, { isThread: true })).toBeUndefined();
    const soon = says('ada', 'how do I install firefox?', 30);
    const isClosed = (id: string) => id === opening.messageId;
    expect(decide([opening, soon], soon, { isThread: true, isClosed })).toBeUndefined();
  });
});

test('the order in which messages are told changes nothing', () => {
  const message = fc.record({
    member: fc.constantFrom('ada', 'bob', 'eve'),
    text: fc.constantFrom('hi', 'how do I install firefox?', 'use a flake', 'which version are you on?', 'nvm', '😂'),
    at: fc.nat(180),
    to: fc.constantFrom('nobody', 'ada', 'quorum', 'message 0'),
    opensPost: fc.boolean(),
  });
  const rooms = fc.uniqueArray(message, { selector: ({ at }) => at, minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(rooms, fc.boolean(), fc.infiniteStream(fc.nat()), (told, isThread, shuffle) => {
      const said = told.map(({ member, text, at, to, opensPost }, index) =>
        says(member, text, at, {
          messageId: `message ${index}`,
          opensPost,
          addressesQuorum: to === 'quorum',
          addressesSomeone: to === 'ada' || to === 'message 0',
          mentions: to === 'ada' ? ['ada'] : [],
          repliesTo: to === 'message 0' ? to : undefined,
        }),
      );
      const weighed = said.map((each) => ({ each, by: shuffle.next().value }));
      const shuffled = weighed.sort((one, other) => one.by - other.by).map(({ each }) => each);
      for (const last of said) expect(decide(shuffled, last, { isThread })).toEqual(decide(said, last, { isThread }));
      for (const last of said.filter(({ addressesQuorum }) => addressesQuorum))
        expect(decide(said, last, { isThread })).toBeUndefined();
    }),
  );
});

function decide(
  said: readonly Said[],
  last = said[0],
  { isThread = false, isClosed = () => false }: { isThread?: boolean; isClosed?: (id: string) => boolean } = {},
): string[] | undefined {
  if (!last) throw new Error('Nothing was said.');
  return questionToAnswer(last, { said, isThread, isClosed, waitMs })?.map(({ text }) => text);
}

function says(memberId: string, text: string, atSeconds: number, own: Partial<Said> = {}): Said {
  return {
    messageId: `${memberId} at ${atSeconds}`,
    memberId,
    roomId: 'help',
    startedFrom: undefined,
    text,
    sentAt: 1_000_000 + seconds(atSeconds),
    repliesTo: undefined,
    mentions: [],
    addressesSomeone: false,
    addressesQuorum: false,
    opensPost: false,
    ...own,
  };
}
