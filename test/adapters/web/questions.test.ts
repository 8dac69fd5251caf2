import { describe, expect, test } from 'vitest';
import { createWebApp } from '../../../src/adapters/web/index.ts';
import { createManualClock } from '../../models/manual-clock.ts';
import { passage, route, stored } from './builders.ts';
import { webOptions } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { onlyExchange, ownPort, type Visitor, visit } from './visit.ts';

function open() {
  const clock = createManualClock();
  const scripted = createScriptedBot({ now: clock.now });
  const web = createWebApp({ ...webOptions(scripted), ownPort, clock });
  /** Another process with the same store. */
  const restart = () => createWebApp({ ...webOptions(scripted), ownPort, clock });
  return { scripted, web, visitor: visit(web), pass: clock.advance, restart };
}

async function askAndFind(visitor: Visitor, text = 'How do I install Firefox?') {
  const messageId = crypto.randomUUID();
  await visitor.ask(text, { messageId });
  return messageId;
}

describe('asking', () => {
  test('a question goes to Quorum as one from the playground', async () => {
    const { visitor, scripted } = open();
    const response = await visitor.ask('Explain flakes', { role: 'coder', followsId: 'question-0' });
    expect(response.status).toBe(202);
    const { question } = await scripted.turn(0);
    expect(question).toMatchObject({
      platform: 'playground',
      community: { platform: 'playground', platformId: 'playground', name: 'Playground' },
      room: { platformId: 'playground', kind: 'channel', open: true },
      text: 'Explain flakes',
      origin: 'form',
      trainable: true,
      wish: { role: 'coder' },
      followsId: 'question-0',
    });
  });

  test('a question that is sent twice is asked once', async () => {
    const { visitor, scripted } = open();
    const messageId = crypto.randomUUID();
    await visitor.ask('How?', { messageId });
    const again = await visitor.ask('How?', { messageId });
    expect([again.status, await again.json()]).toEqual([202, { messageId }]);
    expect(scripted.turns).toHaveLength(1);
  });

  test('a question that an earlier process has answered is shown as it was answered', async () => {
    const { visitor, scripted, restart } = open();
    const messageId = await askAndFind(visitor);
    await (await scripted.turn(0)).answer({ text: 'Like this.' });

    const later = visit(restart(), visitor.cookie());
    const tab = await later.openTab();
    await later.ask('How do I install Firefox?', { messageId });
    expect(await tab.next('admitted')).toMatchObject({ key: messageId, questionId: 'question-1' });
    const { room } = await tab.next('room');
    expect(onlyExchange(room)).toMatchObject({ questionId: 'question-1', phase: 'answered', text: 'Like this.' });
    expect(scripted.turns).toHaveLength(1);
  });

  test("nobody takes another's message id", async () => {
    const { visitor, web } = open();
    const messageId = await askAndFind(visitor);
    expect((await visit(web).ask('How?', { messageId })).status).toBe(409);
  });

  test('there is an end to what one visitor may have under way', async () => {
    const { visitor, scripted } = open();
    await visitor.get('/');
    const responses = [];
    for (let asked = 0; asked < 17; asked++) responses.push((await visitor.ask('And?')).status);
    expect(responses.filter((status) => status === 429)).toHaveLength(1);
    await (await scripted.turn(0)).answer();
    expect((await visitor.ask('And now?')).status).toBe(202);
  });
});

describe('listening', () => {
  test('a tab sees the whole way of a question', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    expect(tab.room).toMatchObject({
      community: { name: 'Playground', subject: 'NixOS' },
      exchanges: [],
      questionChars: 2000,
    });
    const key = await askAndFind(visitor);
    expect(await tab.next('asked')).toMatchObject({ key, exchange: { question: 'How do I install Firefox?' } });
    expect(await tab.next('admitted')).toMatchObject({ key, questionId: 'question-1' });

    const { reply, answer } = await scripted.turn(0);
    reply.prepared({ route: route(), passages: [passage({ title: 'Firefox' })] });
    expect(await tab.next('prepared')).toMatchObject({ route: { role: 'quick' }, sources: [{ title: 'Firefox' }] });
    reply.queued(2);
    expect(await tab.next('queued')).toMatchObject({ place: 2 });
    reply.started('local', 'llama3.2:3b');
    expect(await tab.next('started')).toMatchObject({ model: 'llama3.2:3b' });
    reply.text('Add ');
    expect(await tab.next('text')).toMatchObject({ text: 'Add ' });
    reply.restarted('llama3.2:3b broke off.');
    await tab.next('restarted');
    await answer({ text: 'Add it.' });
    expect(await tab.next('answered')).toMatchObject({
      key,
      answer: { id: 'answer-question-1', text: 'Add it.', vote: 0 },
    });
  });

  test('two tabs of a visitor see the same, another visitor sees none of it', async () => {
    const { visitor, web, scripted } = open();
    const other = visit(web);
    const [first, elsewhere] = [await visitor.openTab(), await other.openTab()];
    const second = await visitor.openTab();
    const key = await askAndFind(visitor);
    await (await scripted.turn(0)).answer();
    expect((await first.next('answered')).key).toBe(key);
    expect((await second.next('answered')).key).toBe(key);
    const theirs = await askAndFind(other);
    expect((await elsewhere.next('asked')).key).toBe(theirs);
  });

  test('a tab that comes late is told what is written so far', async () => {
    const { visitor, scripted } = open();
    const key = await askAndFind(visitor);
    const { reply } = await scripted.turn(0);
    reply.started('local', 'llama3.2:3b');
    reply.text('Add it ');
    reply.text('to your packages.');
    const { room } = await visitor.openTab();
    expect(onlyExchange(room)).toMatchObject({
      messageId: key,
      questionId: 'question-1',
      phase: 'writing',
      model: 'llama3.2:3b',
      text: 'Add it to your packages.',
    });
  });

  test('pieces that a tab was too slow to read arrive as one', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const { reply } = await scripted.turn(0);
    for (const word of ['one ', 'two ', 'three']) reply.text(word);
    expect(await tab.next('text')).toMatchObject({ text: 'one two three' });
  });

  test('a tab that reads nothing is let go, and finds everything when it comes back', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const { reply } = await scripted.turn(0);
    for (let piece = 0; piece < 120; piece++) reply.text('x'.repeat(10_000));
    let last = await tab.read();
    while (last) last = await tab.read(); // it ends
    const { room } = await visitor.openTab();
    expect(onlyExchange(room).text).toHaveLength(1_200_000);
  });

  test('a refusal that nothing was stored of outlives the connection', async () => {
    const { visitor, scripted } = open();
    await askAndFind(visitor);
    scripted.remembered.pop();
    await (await scripted.turn(0)).refuse({ code: 'not-saved', sentence: 'I could not save it.' });
    const { room } = await visitor.openTab();
    expect(onlyExchange(room)).toMatchObject({ phase: 'refused' });
  });

  test('what went wrong unexpectedly is told as a sentence', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    (await scripted.turn(0)).fail(new Error('a secret'));
    expect((await tab.next('refused')).sentence).toBe('Something broke while I was answering. Please ask again.');
  });

  test('a visitor has eight tabs, and a closed one makes room', async () => {
    const { visitor } = open();
    await visitor.get('/');
    const tabs = [];
    for (let tab = 0; tab < 8; tab++) tabs.push(await visitor.openTab());
    expect((await visitor.get('/api/events')).status).toBe(429);
    await tabs[0]?.close();
    expect((await visitor.get('/api/events')).status).toBe(200);
  });

  test('a quiet connection says now and then whether a model can be reached', async () => {
    const { visitor, pass } = open();
    const tab = await visitor.openTab();
    const status = tab.next('status');
    await pass(10_000);
    expect(await status).toEqual({ type: 'status', status: { state: 'up', text: 'llama3.2:3b on local' } });
  });

  test('closing ends every stream and no question', async () => {
    const { visitor, web, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const { signal } = await scripted.turn(0);
    web.close();
    let event = await tab.read();
    while (event) event = await tab.read();
    expect(signal.aborted).toBe(false);
  });
});

describe('a process that died', () => {
  test('its question is answered where it is still shown', async () => {
    const { visitor, restart, scripted } = open();
    await askAndFind(visitor);
    const { question, answer } = await scripted.turn(0);
    const restarted = restart();
    const tab = await visit(restarted, visitor.cookie()).openTab();
    expect(onlyExchange(tab.room)).toMatchObject({ questionId: 'question-1', phase: 'left', messageId: null });

    const reply = restarted.reopen(stored({ id: 'question-1', text: question.text }));
    reply.text('Add ');
    expect(await tab.next('text')).toMatchObject({ key: 'question-1', text: 'Add ' });
    await reply.answered(await answer({ text: 'Add it.' }));
    expect(await tab.next('answered')).toMatchObject({ key: 'question-1', answer: { text: 'Add it.' } });
  });

  test('a tab looks again for what became of a question that another instance has', async () => {
    const { visitor, scripted, pass } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const turn = await scripted.turn(0);
    turn.leave();
    await tab.next('admitted');
    expect(onlyExchange((await tab.next('room')).room)).toMatchObject({ phase: 'left' });
    await turn.answer({ text: 'From elsewhere.' });
    await pass(10_000);
    expect(onlyExchange((await tab.next('room')).room)).toMatchObject({ phase: 'answered', text: 'From elsewhere.' });
  });
});

describe('stopping', () => {
  test('a visitor stops their own question', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    const key = await askAndFind(visitor);
    const { signal } = await scripted.turn(0);
    expect((await visitor.request('DELETE', `/api/questions/${key}`)).status).toBe(204);
    expect(signal.aborted).toBe(true);
    expect((await tab.next('cancelled')).key).toBe(key);
    expect((await visitor.request('DELETE', `/api/questions/${key}`)).status).toBe(404);
  });

  test("not another's", async () => {
    const { visitor, web, scripted } = open();
    const key = await askAndFind(visitor);
    expect((await visit(web).request('DELETE', `/api/questions/${key}`)).status).toBe(404);
    expect((await scripted.turn(0)).signal.aborted).toBe(false);
  });
});

describe('voting', () => {
  test('a thumb is kept, shown in every tab, and taken back', async () => {
    const { visitor, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const { id } = await (await scripted.turn(0)).answer();
    expect((await visitor.request('PUT', `/api/answers/${id}/vote`, { value: 1 })).status).toBe(204);
    expect(await tab.next('voted')).toMatchObject({ answerId: id, value: 1 });
    expect(onlyExchange((await visitor.openTab()).room).answer?.vote).toBe(1);
    await visitor.request('PUT', `/api/answers/${id}/vote`, { value: 0 });
    expect(await tab.next('voted')).toMatchObject({ value: 0 });
    expect(scripted.thumbs.map(({ value }) => value)).toEqual([1, 0]);
  });

  test('what an answer wears now is shown in every tab that shows it, and in those that come later', async () => {
    const { visitor, web, scripted } = open();
    const tab = await visitor.openTab();
    await askAndFind(visitor);
    const { id, questionId, ...answer } = await (await scripted.turn(0)).answer();
    web.relabel(stored({ id: questionId }), { ...answer, id, questionId, label: 'approved', standing: 'approved' });
    expect(await tab.next('labelled')).toMatchObject({ answerId: id, label: 'approved', standing: 'approved' });
    expect(onlyExchange((await visitor.openTab()).room).answer?.label).toBe('approved');
  });

  test("another's vote is not shown as one's own", async () => {
    const { visitor, web, scripted } = open();
    await askAndFind(visitor);
    const { id } = await (await scripted.turn(0)).answer();
    await visit(web).request('PUT', `/api/answers/${id}/vote`, { value: -1 });
    expect(onlyExchange((await visitor.openTab()).room).answer?.vote).toBe(0);
  });

  test('an answer that is not known any more is said to be so', async () => {
    const response = await open().visitor.request('PUT', '/api/answers/gone/vote', { value: 1 });
    expect([response.status, await response.json()]).toEqual([404, { error: 'I do not know this answer any more.' }]);
  });
});
