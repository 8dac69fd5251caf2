import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Bot, Outcome } from '../bot/index.ts';
import type { Hosts } from '../models/index.ts';

/** What Prometheus may read at /metrics; counts and times, never texts or members. */
export interface Metrics {
  registry: Registry;
  /** The same bot, with what becomes of its questions counted. */
  counting(bot: Bot): Bot;
}

export function createMetrics(hosts: Pick<Hosts, 'status'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const questions = new Counter({
    name: 'quorum_questions_total',
    help: 'Questions, by what became of them and by how their answer came about.',
    labelNames: ['state', 'manner', 'label', 'role'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'quorum_answer_seconds',
    help: 'Seconds from a question to its whole answer.',
    labelNames: ['manner'],
    buckets: [0.01, 0.05, 0.25, 1, 2.5, 5, 10, 20, 40, 80, 160],
    registers,
  });
  const firstTextSeconds = new Histogram({
    name: 'quorum_first_text_seconds',
    help: 'Seconds from sending a question to a model to its first word.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80],
    registers,
  });
  const votes = new Counter({
    name: 'quorum_votes_total',
    help: 'Thumbs cast, by direction.',
    labelNames: ['value'],
    registers,
  });

  hostGauge('quorum_host_up', '1 while a model host is up.', (host) => (host.state === 'up' ? 1 : 0));
  hostGauge('quorum_host_waiting', 'Questions that wait for a model host.', (host) => host.waiting);
  hostGauge('quorum_host_running', 'Questions that a model host works on.', (host) => host.running);
  hostGauge(
    'quorum_host_breakers_open',
    'Models of a host that are left alone for a while after failures.',
    (host) => host.breakers.filter(({ state }) => state !== 'closed').length,
  );

  function hostGauge(name: string, help: string, read: (host: ReturnType<Hosts['status']>[number]) => number): void {
    new Gauge({
      name,
      help,
      labelNames: ['host'],
      registers,
      collect() {
        for (const host of hosts.status()) this.set({ host: host.name }, read(host));
      },
    });
  }

  function count(outcome: Outcome): void {
    if (outcome.state !== 'answered') {
      questions.inc({ state: outcome.state, manner: '', label: '', role: '' });
      return;
    }
    const { manner, label, writer, making } = outcome.answer;
    questions.inc({ state: 'answered', manner, label: label ?? '', role: writer?.role ?? '' });
    answerSeconds.observe({ manner }, making.totalMs / 1000);
    const firstTextMs = making.generation?.firstTextMs;
    if (firstTextMs !== undefined) firstTextSeconds.observe(firstTextMs / 1000);
  }

  return {
    registry,
    counting: (bot) => ({
      ...bot,
      async ask(question, reply, signal) {
        const outcome = await bot.ask(question, reply, signal);
        count(outcome);
        return outcome;
      },
      async hear(message, open, signal) {
        const outcome = await bot.hear(message, open, signal);
        if (outcome.state !== 'ignored') count(outcome);
        return outcome;
      },
      async revise(edit, signal) {
        const outcome = await bot.revise(edit, signal);
        if (outcome.state !== 'ignored') count(outcome);
        return outcome;
      },
      async vote(thumb) {
        await bot.vote(thumb);
        votes.inc({ value: thumb.value });
      },
      async react(reaction) {
        const isAnswer = await bot.react(reaction);
        if (isAnswer) votes.inc({ value: reaction.isOn ? reaction.value : 0 });
        return isAnswer;
      },
    }),
  };
}
