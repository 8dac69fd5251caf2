import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchSite, type SiteOptions } from '../../../../src/knowledge/import/fetch/site.ts';
import { createManualClock, type ManualClock } from '../../../models/manual-clock.ts';
import { scratchFolder } from '../../../scratch.ts';
import { failureOf } from '../source-builder.ts';
import { aSite, page, type Route } from './a-site.ts';
import { filesOf } from './files-of.ts';

const never = new AbortController().signal;

function fetched(address: string, options: Partial<SiteOptions> = {}) {
  return fetchSite(address, { into: scratchFolder(), signal: never, allowPrivate: true, ...options });
}

describe('a site', () => {
  test('comes as files that mirror its addresses, and each knows its address', async () => {
    const site = await aSite({
      '/docs/': page('Home', 'guide.html', 'api/', '/docs/notes.md', '/blog/', 'https://example.org/docs/'),
      '/docs/guide.html': page('Guide', 'guide.html#part', './?page=2', 'api/deep'),
      '/docs/api/': page('API'),
      '/docs/api/deep': page('Deep'),
      '/docs/notes.md': '# Notes\n\n[more](more.md)\n',
      '/docs/more.md': '# More',
      '/blog/': page('Blog'),
    });
    const { folder, linkOf, notes } = await fetched(`${site.address}/docs/`);
    expect(filesOf(folder)).toEqual([
      'docs/api/deep.html',
      'docs/api/index.html',
      'docs/guide.html',
      'docs/index.html',
      'docs/more.md',
      'docs/notes.md',
    ]);
    expect(readFileSync(join(folder, 'docs/api/deep.html'), 'utf8')).toBe(page('Deep'));
    expect(linkOf('docs/api/deep.html')).toBe(`${site.address}/docs/api/deep`);
    expect(linkOf(join(folder, 'docs/index.html'))).toBe(`${site.address}/docs/`);
    expect(linkOf('../site.json')).toBeUndefined();
    expect(notes).toEqual([]);
    expect(site.asked.filter((path) => path.startsWith('/blog'))).toEqual([]);
    expect(new Set(site.requests.map(({ headers }) => headers['user-agent']))).toEqual(
      new Set(['Quorum/0.1 (knowledge import)']),
    );
  });

  test('is found through its sitemaps where nothing links', async () => {
    const site = await aSite({ '/': page('Home') });
    const urls = (...paths: string[]) => paths.map((path) => `<url><loc>${site.address}${path}</loc></url>`).join('');
    Object.assign(site.routes, {
      '/robots.txt': `Sitemap: ${site.address}/maps/index.xml\nSitemap: https://example.org/sitemap.xml\n`,
      '/maps/index.xml': `<sitemapindex><sitemap><loc>${site.address}/maps/one.xml.gz</loc></sitemap>
        <sitemap><loc>${site.address}/maps/index.xml</loc></sitemap></sitemapindex>`,
      '/maps/one.xml.gz': gzipSync(`<urlset>${urls('/a', '/b?x=1')}<url><loc> not an address: </loc></url></urlset>`),
      '/sitemap.xml': `<urlset><constructor><loc>x</loc></constructor>${urls('/c')}</urlset>`,
      '/a': page('A'),
      '/b': page('B'),
      '/c': page('C'),
    });
    const { folder } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['a.html', 'b.html', 'c.html', 'index.html']);
    expect(site.asked.filter((path) => path === '/maps/index.xml')).toHaveLength(1);
  });

  test('keeps to what robots.txt asks', async () => {
    const site = await aSite({
      '/robots.txt': 'User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: other\nDisallow: /',
      '/': page('Home', '/private/x', '/private/open', '/public'),
      '/private/open': page('Open'),
      '/public': page('Public', '/moved'),
      '/moved': { status: 302, headers: { location: '/private/y' } },
      '/private/y': page('Y'),
    });
    const { folder } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['index.html', 'private/open.html', 'public.html']);
    expect(site.asked).not.toContain('/private/x');
    expect((await failureOf(fetched(`${site.address}/moved`))).message).toContain(
      'asks programs not to read /private/y',
    );
    site.routes['/robots.txt'] = 'User-agent: Quorum\nDisallow: /';
    expect((await failureOf(fetched(site.address))).message).toContain('asks programs not to read /');
    site.routes['/robots.txt'] = { status: 500 };
    expect((await failureOf(fetched(site.address))).message).toContain('robots.txt cannot be read');
  });

  test('waits between pages as long as it asks, up to five seconds', async () => {
    const site = await aSite({
      '/robots.txt': 'User-agent: *\nCrawl-delay: 60\n',
      '/': page('Home', '/a'),
      '/a': page('A'),
    });
    const clock = createManualClock();
    const before = clock.now();
    const working = fetched(site.address, { clock });
    // The start, the sitemap and a page, each after the one before.
    await advancing(clock, working, 5000);
    expect((await working).notes).toEqual([]);
    expect(clock.now() - before).toBe(2 * 5000);
  });

  test('leaves out pages that ask not to be kept, and links that ask not to be followed', async () => {
    const site = await aSite({
      '/': page('Home', '/hidden', '/quiet', '/header') + '<a rel="nofollow ugc" href="/spam">spam</a>',
      '/hidden': `<meta name="robots" content="noindex">${page('Hidden', '/behind')}`,
      '/behind': page('Behind'),
      '/quiet': `<meta name=ROBOTS content="NoFollow">${page('Quiet', '/unfollowed')}`,
      '/unfollowed': page('Unfollowed'),
      '/header': { headers: { 'x-robots-tag': 'noindex' }, body: page('Header') },
      '/spam': page('Spam'),
    });
    const { folder } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['behind.html', 'index.html', 'quiet.html']);
  });

  test('has each page once, however many addresses lead to it', async () => {
    const site = await aSite({
      '/': page('Home', '/index.html', '/print', '/old', '/new'),
      '/index.html': page('Home', '/index.html', '/print', '/old', '/new'),
      '/print': `<link rel="canonical" href="/story">${page('Story to print')}`,
      '/story': page('Story'),
      '/old': { status: 301, headers: { location: '/new' } },
      '/new': page('New'),
    });
    const { folder, notes } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['index.html', 'new.html', 'story.html']);
    expect(notes).toEqual(['1 page was left out that calls another page its original.']);
  });

  test('reads links relative to what the page says they are relative to', async () => {
    const site = await aSite({
      '/a/': `<base href="/a/b/">${page('A', 'c')}`,
      '/a/b/c': page('C'),
    });
    expect(filesOf((await fetched(`${site.address}/a/`)).folder)).toEqual(['a/b/c.html', 'a/index.html']);
  });

  test('ends, however endless it is', async () => {
    const site = await aSite({});
    site.routes = new Proxy({}, { get: (_, path) => page(`At ${String(path)}`, 'x/', 'y/', '../z/') });
    const { folder, notes } = await fetched(`${site.address}/a/`, { most: 30 });
    expect(filesOf(folder)).toHaveLength(30);
    expect(notes).toEqual([
      expect.stringMatching(/^Only 30 pages were read, which is the limit; \d+ more are known\.$/),
    ]);
  });

  test('gives the same pages whichever answer comes first', async () => {
    const links = Array.from({ length: 12 }, (_, at) => `/p${at}`);
    const routes = Object.fromEntries(links.map((link) => [link, page(link, `${link}/deep`)]));
    const site = await aSite({ '/': page('Home', ...links), ...routes });
    const some = await fetched(site.address, { most: 6 });
    const isSecondAsked = Promise.withResolvers<void>();
    site.routes['/p1'] = (_, response) => response.end(routes['/p1'], () => isSecondAsked.resolve());
    site.routes['/p0'] = (_, response) => void isSecondAsked.promise.then(() => response.end(routes['/p0']));
    site.routes['/'] = page('Home', ...links.toReversed());
    const same = await fetched(site.address, { most: 6 });
    expect(filesOf(same.folder)).toEqual(filesOf(some.folder));
  });

  test.each([
    [
      'its header',
      { headers: { 'content-type': 'text/html; charset=windows-1251' }, body: Buffer.from([0xcf, 0xf0]) },
      'Пр',
    ],
    [
      'itself',
      { body: Buffer.from('<meta charset="iso-8859-1">caf\xe9', 'latin1') },
      '<meta charset="iso-8859-1">café',
    ],
    ['its first bytes', { body: Buffer.from('\ufeffé', 'utf16le') }, 'é'],
    ['nothing', { headers: { 'content-type': 'text/html; charset=klingon' }, body: 'é' }, 'é'],
  ])('is kept as UTF-8, its character set told by %s', async (_, answer, text) => {
    const site = await aSite({ '/': answer });
    const { folder } = await fetched(site.address);
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe(text);
  });
});

/** Moves the clock to each wait of up to `longestMs`, until the work is done; longer ones are time limits. */
async function advancing(clock: ManualClock, work: Promise<unknown>, longestMs: number): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  while (!isOver) {
    await setImmediate();
    const ms = clock.nextAtMs();
    if (ms !== undefined && ms <= longestMs) await clock.advance(ms);
  }
}

/** The route, with the status of each answer written down. */
function watched(route: Route | undefined, statuses: number[]): Route {
  return (request, response) => {
    response.on('finish', () => statuses.push(response.statusCode));
    if (typeof route === 'function') route(request, response);
  };
}

/** A page that answers 304 to whoever has it already. */
function unchanged(asks: string, names: string, mark: string, body: string): Route {
  return (request, response) => {
    const isSame = request.headers[asks] === mark;
    response.writeHead(isSame ? 304 : 200, { [names]: mark, 'content-type': 'text/html' });
    response.end(isSame ? undefined : body);
  };
}

describe('asking a site again', () => {
  test('transfers nothing that has not changed', async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const site = await aSite({
      '/': unchanged('if-none-match', 'etag', '"1"', page('Home', '/a', '/moved')),
      '/a': unchanged('if-modified-since', 'last-modified', date, page('A')),
      '/moved': { status: 301, headers: { location: '/b' } },
      '/b': unchanged('if-none-match', 'etag', '"b"', page('B')),
    });
    const into = scratchFolder();
    const first = await fetched(site.address, { into });
    const files = filesOf(first.folder);
    const statuses: number[] = [];
    for (const path of ['/', '/a', '/b']) site.routes[path] = watched(site.routes[path], statuses);
    const again = await fetched(site.address, { into });
    expect(statuses).toEqual([304, 304, 304]);
    expect(filesOf(again.folder)).toEqual(files);
    expect(again.linkOf('a.html')).toBe(`${site.address}/a`);
  });

  test('brings what changed and drops what is gone', async () => {
    const site = await aSite({ '/': page('Home', '/a', '/b/c'), '/a': page('A'), '/b/c': page('C') });
    const into = scratchFolder();
    await fetched(site.address, { into });
    site.routes['/a'] = page('A, mended');
    delete site.routes['/b/c'];
    const { folder, linkOf } = await fetched(site.address, { into });
    expect(filesOf(folder)).toEqual(['a.html', 'index.html']);
    expect(existsSync(join(folder, 'b'))).toBe(false);
    expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe(page('A, mended'));
    expect(linkOf('b/c.html')).toBeUndefined();
  });

  test('keeps the earlier copy of a page that fails, and what it leads to', async () => {
    const site = await aSite({ '/': page('Home', '/a'), '/a': page('A', '/b'), '/b': page('B') });
    const into = scratchFolder();
    await fetched(site.address, { into });
    site.routes['/a'] = { status: 500 };
    const { folder, notes } = await fetched(site.address, { into });
    expect(filesOf(folder)).toEqual(['a.html', 'b.html', 'index.html']);
    expect(notes).toEqual([`${site.address}/a could not be read: it answers 500; its earlier copy is kept.`]);
  });

  test('keeps pages that only a sitemap names while the sitemap fails', async () => {
    const site = await aSite({ '/': page('Home'), '/a': page('A') });
    site.routes['/sitemap.xml'] = `<urlset><url><loc>${site.address}/a</loc></url></urlset>`;
    const into = scratchFolder();
    await fetched(site.address, { into });
    site.routes['/sitemap.xml'] = { status: 500 };
    const { folder, notes } = await fetched(site.address, { into });
    expect(filesOf(folder)).toEqual(['a.html', 'index.html']);
    expect(notes).toHaveLength(1);
  });

  test('gives up on a site that fails again and again, and keeps what it had', async () => {
    const links = Array.from({ length: 30 }, (_, at) => `/p${at}`);
    const site = await aSite(Object.fromEntries(links.map((link) => [link, page(link)])));
    site.routes['/'] = page('Home', ...links);
    const into = scratchFolder();
    await fetched(site.address, { into });
    for (const link of links) site.routes[link] = { status: 500 };
    site.asked.length = 0;
    const { folder, notes } = await fetched(site.address, { into });
    expect(filesOf(folder)).toHaveLength(31);
    expect(site.asked.filter((path) => path.startsWith('/p'))).toHaveLength(10);
    expect(notes.at(-1)).toBe('10 pages in a row could not be read, so no more were asked for.');
  });

  test('asks anew for a page whose copy was lost, and survives a manifest that nobody can read', async () => {
    const site = await aSite({ '/': { headers: { etag: '"1"' }, body: page('Home') } });
    const into = scratchFolder();
    const { folder } = await fetched(site.address, { into });
    rmSync(join(folder, 'index.html'));
    await fetched(site.address, { into });
    expect(site.requests.at(-2)?.headers['if-none-match']).toBeUndefined();
    expect(filesOf(folder)).toEqual(['index.html']);
  });
});

describe('a page', () => {
  test('that is passed on to another site is left out, and that site is not asked', async () => {
    const other = await aSite({ '/': page('Other') });
    const site = await aSite({
      '/': page('Home', '/away', '/inside'),
      '/away': { status: 302, headers: { location: other.address } },
      '/inside': { status: 302, headers: { location: 'http://10.0.0.1/' } },
    });
    const { folder } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['index.html']);
    expect(other.asked).toEqual([]);
  });

  test('that is passed on for ever is a note', async () => {
    const site = await aSite({ '/': page('Home', '/loop'), '/loop': { status: 307, headers: { location: '/loop' } } });
    const { notes } = await fetched(site.address);
    expect(notes).toEqual([`${site.address}/loop could not be read: it is passed on more than 5 times.`]);
  });

  test('that is too large, packed or not, is a note', async () => {
    const large = page('Large').padEnd(5000);
    const site = await aSite({
      '/': page('Home', '/large', '/packed', '/endless', '/fine'),
      '/large': large,
      '/packed': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(large) },
      '/endless': (_, response) => {
        const more = () => response.write('x'.repeat(1000), (error) => error || more());
        more();
      },
      '/fine': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(page('Fine')) },
    });
    const { folder, notes } = await fetched(site.address, { limits: { pageBytes: 2048 } });
    expect(filesOf(folder)).toEqual(['fine.html', 'index.html']);
    expect(notes).toEqual(
      ['endless', 'large', 'packed'].map(
        (name) => `${site.address}/${name} could not be read: it is larger than 2 KiB.`,
      ),
    );
  });

  test('that is too slow is a note', async () => {
    const clock = createManualClock();
    const isAsked = Promise.withResolvers<void>();
    const site = await aSite({ '/': page('Home', '/slow'), '/slow': () => isAsked.resolve() });
    const working = fetched(site.address, { clock });
    await isAsked.promise;
    await clock.advance(20_000);
    expect((await working).notes).toEqual([`${site.address}/slow could not be read: it took longer than 20 seconds.`]);
  });

  test('that breaks off in the middle is a note', async () => {
    const site = await aSite({
      '/': page('Home', '/broken'),
      '/broken': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
    });
    const { folder, notes } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['index.html']);
    expect(notes).toEqual([expect.stringContaining('/broken could not be read: ')]);
  });

  test('that is nothing to read is not transferred', async () => {
    const site = await aSite({
      '/': page('Home', '/picture.png', '/download', '/plain.txt'),
      '/download': { headers: { 'content-type': 'application/octet-stream' }, body: 'x' },
      '/plain.txt': { headers: { 'content-type': 'text/plain' }, body: 'x' },
    });
    const { folder } = await fetched(site.address);
    expect(filesOf(folder)).toEqual(['index.html']);
    expect(site.asked).not.toContain('/picture.png');
  });

  test('is asked for again when the site says when', async () => {
    const clock = createManualClock();
    const isBusy = Promise.withResolvers<void>();
    const site = await aSite({
      '/': page('Home', '/busy'),
      '/busy': (_, response) => {
        site.routes['/busy'] = page('Busy');
        response.writeHead(429, { 'retry-after': '7' }).end(() => isBusy.resolve());
      },
    });
    const before = clock.now();
    const working = fetched(site.address, { clock });
    await isBusy.promise;
    await advancing(clock, working, 7000);
    expect(filesOf((await working).folder)).toEqual(['busy.html', 'index.html']);
    expect(clock.now() - before).toBe(7000);
  });

  test('is left for another time when the site says that it will take long', async () => {
    const site = await aSite({
      '/': page('Home', '/busy'),
      '/busy': { status: 503, headers: { 'retry-after': '3600' } },
    });
    const { notes } = await fetched(site.address);
    expect(notes).toEqual([
      `${site.address}/busy could not be read: it answers 503 and asks to come back in 3600 seconds.`,
    ]);
  });
});

describe('the first page', () => {
  test.each([
    [404, /cannot be read: it answers 404\.$/, /browser/],
    [401, /it answers 401/, /export/],
    [403, /it answers 403/, /export/],
    [500, /it answers 500/, /later/],
  ])('that answers %i ends the import with a remedy', async (status, message, remedy) => {
    const site = await aSite({ '/': { status } });
    const failure = await failureOf(fetched(site.address));
    expect(failure.code).toBe('fetch-failed');
    expect(failure.message).toMatch(message);
    expect(failure.remedy).toMatch(remedy);
  });

  test('that leads to a login says so', async () => {
    const site = await aSite({
      '/docs/': { status: 302, headers: { location: '/docs/login?next=/docs/' } },
      '/docs/login': '<form><input name=user><input type="password"></form>',
    });
    expect((await failureOf(fetched(`${site.address}/docs/`))).message).toContain('asks for a password');
  });

  test('that has moved to another site names the new address', async () => {
    const site = await aSite({ '/': { status: 301, headers: { location: 'https://docs.example.org/new/' } } });
    expect((await failureOf(fetched(site.address))).remedy).toContain('Import https://docs.example.org/new/ instead');
  });

  test('that has moved within the site is followed', async () => {
    const site = await aSite({
      '/docs/': { status: 301, headers: { location: '/manual/' } },
      '/manual/': page('Manual', 'a', '/docs/x'),
      '/manual/a': page('A'),
    });
    expect(filesOf((await fetched(`${site.address}/docs/`)).folder)).toEqual(['manual/a.html', 'manual/index.html']);
  });

  test('that nobody answers for is a sentence', async () => {
    const lookup = async () => {
      throw new Error('getaddrinfo ENOTFOUND nowhere.example.org');
    };
    const failure = await failureOf(fetched('https://nowhere.example.org/', { lookup }));
    expect(failure.code).toBe('fetch-failed');
    expect(failure.message).toContain('ENOTFOUND');
  });

  test('leaves the pages of an earlier import as they are when it fails', async () => {
    const site = await aSite({ '/': page('Home', '/a'), '/a': page('A') });
    const into = scratchFolder();
    const { folder } = await fetched(site.address, { into });
    site.routes['/'] = { status: 500 };
    await failureOf(fetched(site.address, { into }));
    expect(filesOf(folder)).toEqual(['a.html', 'index.html']);
  });
});

describe('an address', () => {
  test.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is refused, since it is not on the public internet', async (address) => {
    expect((await failureOf(fetched(address, { allowPrivate: false }))).code).toBe('bad-address');
  });

  test('is refused when its name leads to a private one, before anything is asked there', async () => {
    const site = await aSite({ '/': page('Home', '/a') });
    const { port } = new URL(site.address);
    const lookup = async () => ['127.0.0.1'];
    const failure = await failureOf(fetched(`http://docs.example.org:${port}/`, { allowPrivate: false, lookup }));
    expect(failure.code).toBe('bad-address');
    expect(failure.message).toContain('docs.example.org leads to 127.0.0.1');
    expect(site.asked).toEqual([]);
  });

  test.each(['ftp://example.org/', 'https://ann:s3cret@example.org/', 'https://a b/', 'example.org', 'file:///etc/'])(
    '%s is not a site’s',
    async (address) => {
      const failure = await failureOf(fetched(address));
      expect(failure.code).toBe('bad-address');
      expect(failure.message).not.toContain('s3cret');
    },
  );
});

test('fetching a site ends with the signal', async () => {
  const ended = new AbortController();
  const reason = new Error('enough');
  const site = await aSite({ '/': page('Home', '/a'), '/a': () => ended.abort(reason) });
  await expect(fetched(site.address, { signal: ended.signal })).rejects.toBe(reason);
});
