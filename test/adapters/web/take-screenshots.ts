/**
 * Takes pictures of every state of the playground, to be looked at: `node test/adapters/web/take-screenshots.ts FOLDER`, or of one
 * scene where it is named behind the folder. The one called moderators.png is that of docs/.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { Readings } from '../../../src/bot/index.ts';
import { Failure } from '../../../src/failure.ts';
import { launchBrowser } from './browser.ts';
import { passage, route } from './builders.ts';
import { declare } from './declared-commands.ts';
import { lively, quiet, sampleNow } from './made-readings.ts';
import { declaredCommands, startPlayground } from './playground.ts';
import { createScriptedBot, type ScriptedBot } from './scripted-bot.ts';

const [, , folder = 'screenshots', only] = process.argv;

const firefox = `Add Firefox to the packages of your configuration, then run \`sudo nixos-rebuild switch\` [1]:

\`\`\`nix
# /etc/nixos/configuration.nix
environment.systemPackages = with pkgs; [
  firefox
];
\`\`\`

If you would rather have its policies and extensions managed by NixOS, too, set \`programs.firefox.enable = true;\` instead [2]. To try it once without installing anything, run \`nix-shell -p firefox\`.
`;

const firefoxSources = [
  passage({
    title: 'How do I install a package for every user?',
    verified: true,
    text: 'Add the package to `environment.systemPackages` in `/etc/nixos/configuration.nix`, then build the new system and switch to it with `sudo nixos-rebuild switch`. The old generation stays: `--rollback` brings you back.',
  }),
  passage({
    title: 'programs.firefox: the NixOS module',
    text: 'Setting `programs.firefox.enable` installs Firefox and lets you manage its policies, preferences and language packs in your configuration.',
    url: 'https://wiki.nixos.org/wiki/Firefox',
  }),
];

const generations = `Because every generation is a complete system that you can go back to. Switching never changes the old one: it builds a new one beside it and moves a link [1].

- A broken update is undone by choosing an earlier generation in the boot menu.
- Nothing is removed until you say so, with \`nix-collect-garbage --delete-older-than 30d\` [2].
- To keep only the last ten boot entries, set \`boot.loader.systemd-boot.configurationLimit = 10;\`.
`;

const generationSources = [
  passage({ title: 'Rolling back', text: 'Every switch makes a new generation. Earlier ones stay bootable.' }),
  passage({
    title: 'Cleaning up the Nix store',
    text: 'Old generations are roots of the garbage collector.',
    url: 'https://nixos.org/manual/nix/stable/',
  }),
];

const commands = declaredCommands(
  declare({
    name: 'forget',
    description: 'Delete what I keep of you: your questions, their answers, your votes and choices',
    run: async () => ({
      text: 'This deletes, for good: **4 questions**, **4 answers**.\nWhat was taught stays; `/knowledge add` teaches more.',
      buttons: [
        { label: 'Delete 4 questions, 4 answers', style: 'dangerous', command: 'forget', options: {} },
        { label: 'Keep them', style: 'plain', command: 'forget', options: {} },
      ],
      files: [{ name: 'what-i-keep.jsonl', type: 'application/jsonl', bytes: Buffer.alloc(14_200) }],
    }),
  }),
  declare({
    name: 'knowledge add',
    description: 'Teach a question with its answer',
    options: z.object({
      question: z.string().max(1000).describe('What is asked'),
      category: z.string().max(80).optional().describe('What it is filed under'),
      audience: z.enum(['community', 'room']).optional().describe('Who may be told'),
      verified: z.boolean().default(true).describe('Whether you vouch for it'),
    }),
    run: async () => ({ text: 'Added.' }),
  }),
);

const scenes: Record<string, (page: Page, scripted: ScriptedBot) => Promise<void>> = {
  async empty(page) {
    await page.getByRole('heading', { name: 'What would you like to know?' }).waitFor();
  },

  async commands(page) {
    await page.getByLabel('Your question').pressSequentially('/');
    await page.locator('.command-option').first().waitFor();
  },

  async form(page) {
    await page.getByLabel('Your question').pressSequentially('/knowledge add');
    await page.locator('.command-option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('This is needed.').waitFor();
  },

  async card(page, scripted) {
    await answerFirefox(page, scripted);
    await page.getByLabel('Your question').pressSequentially('/forget');
    await page.locator('.command-option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.press-dangerous').waitFor();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  },

  async streaming(page, scripted) {
    await answerFirefox(page, scripted);
    await ask(page, 'Why does NixOS keep old generations?');
    const { reply } = await scripted.turn(1);
    reply.prepared({ route: route({ role: 'expert', why: 'The question asks why.' }), passages: generationSources });
    reply.started('local', 'qwen3:8b');
    reply.text(generations.slice(0, 305));
    await page.getByText('is writing…').waitFor();
  },

  async answered(page, scripted) {
    await answerFirefox(page, scripted);
    await page.locator('.source summary').first().click();
    await page.getByRole('button', { name: 'This helped' }).click();
    await page.locator('.thumb-up[aria-pressed="true"]').waitFor();
    await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)');
  },

  async why(page, scripted) {
    await ask(page, 'Why does NixOS keep old generations?');
    const { reply, answer } = await scripted.turn(0);
    reply.prepared({ route: route(), passages: generationSources });
    reply.started('local', 'qwen3:8b');
    reply.restarted('qwen3:8b broke off.');
    reply.started('local', 'gemma3:4b');
    await answer({
      text: generations,
      sources: generationSources,
      unverified: ['boot.loader.systemd-boot.configurationLimit = 10;'],
      route: route({
        role: 'expert',
        why: 'The question asks why.',
        odds: { expert: 0.71, empathy: 0.04, coder: 0.1, quick: 0.15 },
      }),
      writer: { role: 'expert', version: 'expert:base', model: 'gemma3:4b', host: 'local' },
      making: {
        retrieveMs: 6,
        totalMs: 8200,
        searchTimedOut: false,
        failed: [{ model: 'qwen3:8b', code: 'broken', message: 'The connection to local broke off.' }],
        remarks: ['I did not see your picture: gemma3:4b cannot look at it.', 'I had no room to read `boot.log`.'],
        generation: { cuts: [], stopped: 'stop', loadMs: 1900, firstTextMs: 2400, answerTokens: 190 },
      },
    });
    await page.getByRole('button', { name: 'Why this answer' }).click();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  },
};

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Your question').fill(question);
  await page.keyboard.press('Enter');
}

async function answerFirefox(page: Page, scripted: ScriptedBot): Promise<void> {
  await ask(page, 'How do I install Firefox?');
  const { reply, answer } = await scripted.turn(0);
  reply.prepared({ route: route(), passages: firefoxSources });
  await answer({ text: firefox, sources: firefoxSources });
  await page.getByRole('button', { name: 'This helped' }).waitFor();
}

const shapes = {
  light: { viewport: { width: 1180, height: 940 }, colorScheme: 'light' },
  dark: { viewport: { width: 1180, height: 940 }, colorScheme: 'dark' },
  phone: { viewport: { width: 375, height: 780 }, colorScheme: 'light', hasTouch: true, isMobile: true },
} as const;

/** What moderators do, as far as it is seen. */
const deciding = declaredCommands(
  declare({
    name: 'review',
    options: z.object({
      item: z.string().describe('Which'),
      decision: z.string().describe('What'),
      text: z.string().max(6000).optional().describe('What is right'),
    }),
    form: async () => ({
      title: 'Edit',
      fields: [
        {
          ...{ option: 'text', label: 'What is right?', hint: 'It is known as you leave it here.', isRequired: true },
          value: 'Choose an earlier generation in the boot menu, or switch back from a shell.',
        },
      ],
    }),
    async run({ decision }) {
      if (decision === 'drop')
        throw new Failure('own', 'No.', { memberText: 'You asked this yourself: somebody else has to decide.' });
      return { text: '', did: '**Why does my build fail?** was sent to whoever asked.' };
    },
  }),
);

/** Pages of moderators, each as long as it is. */
const moderating = {
  moderators: () => lively,
  'moderators-acting': () => withoutOne(lively),
  'moderators-quiet': () => quiet,
  'moderators-refused': () => undefined,
};

/** Once it is read again, the first has been decided. */
function withoutOne(readings: Readings): Readings {
  let reads = 0;
  return {
    ...readings,
    async review(looking, most) {
      const { items } = await readings.review(looking, most);
      const left = reads++ === 0 ? items : items.slice(1);
      return { items: left, total: left.length };
    },
  };
}

async function takeModerators(
  browser: Browser,
  scene: keyof typeof moderating,
  shape: keyof typeof shapes,
): Promise<void> {
  const readings = moderating[scene]();
  const community = { platformId: 'playground', name: 'NixOS Berlin', subject: 'NixOS' };
  const web = await startPlayground(createScriptedBot(), {
    community,
    ...(readings && { readings }),
    commands: deciding,
  });
  const size = shape === 'phone' ? {} : { viewport: { width: 1240, height: 1700 } };
  const context = await browser.newContext({
    ...{ ...shapes[shape], ...size },
    deviceScaleFactor: 1.2,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(sampleNow);
  await page.goto(`${web.url}/moderators`);
  await page
    .locator(readings ? '.phase' : '#refused:not([hidden])')
    .first()
    .waitFor();
  if (scene === 'moderators') {
    await page.getByLabel('How far back').selectOption('month');
    await page
      .locator('.axis-words', { hasText: /^1 Nov$/ })
      .first()
      .waitFor();
  }
  if (scene === 'moderators-acting') {
    const cards = page.locator('.waiting');
    await cards.nth(0).getByRole('button', { name: /^Send/ }).click();
    await cards.nth(1).getByRole('button', { name: /^Edit/ }).click();
    await cards.nth(2).getByRole('button', { name: 'Deny' }).click();
    await cards.nth(2).locator('.act-said').waitFor();
    await cards.nth(0).and(page.locator('.settled')).waitFor();
  }
  const name = scene === 'moderators' && shape === 'light' ? 'moderators' : `${scene}-${shape}`;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: name !== 'moderators' });
  await context.close();
  await web.close();
}

async function takeScene(browser: Browser, scene: string, shape: keyof typeof shapes): Promise<void> {
  const scripted = createScriptedBot();
  const web = await startPlayground(scripted, { commands });
  const context = await browser.newContext({ ...shapes[shape], deviceScaleFactor: 2, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(web.url);
  await scenes[scene]?.(page, scripted);
  await page.screenshot({ path: join(folder, `${scene}-${shape}.png`) });
  await context.close();
  await web.close();
}

const browser = await launchBrowser();
const every = ['light', 'dark', 'phone'] as const;
for (const scene of Object.keys(scenes)) {
  if (only === undefined || only === scene) for (const shape of every) await takeScene(browser, scene, shape);
}
for (const scene of ['moderators', 'moderators-acting', 'moderators-quiet', 'moderators-refused'] as const) {
  if (only === undefined || only === scene) for (const shape of every) await takeModerators(browser, scene, shape);
}
await browser.close();
