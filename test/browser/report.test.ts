import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Finding } from '#findings/finding.ts';
import { reportPage } from '#reports/html/page.ts';
import { aNoticeEntry } from '../support/a-notice-entry.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings, openedWide } from '../support/a-report.ts';
import { anExposure, manyExposures } from '../support/an-exposure.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const bastion = aFinding({
  resource: aResource({ id: 'sg-bastion', name: 'bastion' }),
  path: [
    { leg: 'forward', component: 'acl-1', rule: '100', verdict: 'pass', message: 'allows tcp 22' },
    { leg: 'return', component: 'rtb-1', verdict: 'fail', code: 'NO_ROUTE' },
  ],
  fix: { text: 'Close it.', commands: ['aws ec2 revoke-security-group-ingress --group-id sg-bastion'] },
});
const hostile = aFinding({
  resource: aResource({ id: 'sg-hostile', name: HOSTILE, tags: { Name: HOSTILE } }),
  status: 'open',
  message: HOSTILE,
});
const route = aFinding({
  checkId: 'aws-vpc-route-not-blackhole',
  title: 'No route leads into a black hole',
  severity: 'high',
  concern: 'availability',
  status: 'open',
  resource: aResource({ id: 'rtb-1', name: 'private', region: 'us-east-1' }),
  evidence: { target: 'pcx-0123456789abcdef0' },
});
const resolved = aFinding({ status: 'resolved', resource: aResource({ id: 'sg-mended', name: 'mended' }) });
const missing = [
  { call: 'ec2:DescribeNetworkAcls', code: 'UnauthorizedOperation', message: 'You are not authorized.' },
];
const onBastion = aFinding({
  checkId: 'aws-ec2-interface-admin-ports-unreachable',
  title: 'The Internet reaches no admin port',
  severity: 'low',
  status: 'open',
  resource: aResource({ id: 'eni-bastion', type: 'network-interface', name: 'bastion' }),
});
const report = aReport([bastion, hostile, route, resolved], {
  scopes: [aScope(), aScope({ region: 'us-east-1', status: 'partial', missing })],
  assumptions: [],
});
const [wide, ...brought] = openedWide;
const framework = {
  id: 'F',
  name: 'A framework',
  part: 'Networks',
  source: 'https://example.com/',
  controls: [
    { id: '5.3', title: 'No admin port', checks: ['aws-ec2-security-group-closes-all-ports'], status: 'fails' },
    { id: '5.1', title: 'Volumes', checks: [], status: 'not-covered' },
  ],
  counts: { passes: 0, fails: 1, unknown: 0, 'not-applicable': 0, 'not-run': 0, 'not-covered': 1 },
} as const;
/** A root cause with two narrower findings, an open notice that names one of them, a closed one, and a framework. */
const told = aReport([...openedWide, route], undefined, {
  notices: [
    aNoticeEntry({
      text: HOSTILE,
      findings: [{ id: brought[0]?.id ?? '', checkId: 'aws-x', severity: 'critical', message: HOSTILE }],
    }),
    aNoticeEntry({ caseId: 'case-2', status: 'closed', findings: [], text: '' }),
  ],
  frameworks: [framework],
});
/** What the Internet reaches: a bastion with a finding, a web server without one, and one with a hostile name. */
const reached = aReport([onBastion, route], undefined, {
  exposures: [
    anExposure({ resource: { type: 'instance', id: 'i-bastion' }, interface: 'eni-bastion' }),
    anExposure({ resource: { type: 'instance', id: 'i-web' }, name: 'web', ports: [[443, 443]], region: 'us-east-1' }),
    anExposure({ resource: { type: 'instance', id: 'i-hostile' }, name: HOSTILE, ports: [[8080, 8080]] }),
  ],
});

let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `There is no browser at ${CHROMIUM}. Install one with "apt-get update && apt-get install -y --no-install-recommends chromium", or set CHROMIUM to where yours is.`,
    );
  }
  // As root, which containers are, Chromium starts only without its own sandbox; the page is ours.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  folder = await mkdtemp(join(tmpdir(), 'posture-page-'));
  await writeFile(join(folder, 'report.html'), reportPage(report));
  await writeFile(join(folder, 'reached.html'), reportPage(reached));
  await writeFile(join(folder, 'told.html'), reportPage(told));
  await writeFile(join(folder, 'chinese.html'), reportPage({ ...report, run: { ...report.run, language: 'zh' } }));
});

afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** What must never happen, noted while a page is open. */
const trouble: string[] = [];

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(trouble.splice(0)).toEqual([]);
});

/** Opens the page from disk, without a network; every message, error and request beside the file itself is trouble. */
async function openPage(options: BrowserContextOptions = {}, hash = '', file = 'report.html'): Promise<Page> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(join(folder, file)).href;
  page.on('console', (message) => trouble.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(address + hash);
  return page;
}

const UNFOLD_ALL = "for (const fold of document.querySelectorAll('details')) fold.open = true";
const FOCUSED_ROW = 'document.activeElement.parentElement.id';
const rowOf = (page: Page, { id }: Finding) => page.locator(`[id="${id}"]`);
const visibleNames = (page: Page): Promise<readonly string[]> => page.locator('.f:visible .who code').allTextContents();
const chip = (page: Page, name: string) => page.locator('.chip', { hasText: new RegExp(`^${name}`, 'i') });

test('the answer stands first: what is open, what is new, what could not be looked at', async () => {
  const page = await openPage();
  expect(await page.locator('h1').textContent()).toBe('2 critical and 1 high findings are open');
  expect(await page.locator('.lede').textContent()).toBe(
    '1 is new since the last run. 200 verdicts pass. 1 is unknown. Not everything could be looked at.',
  );
  expect(await page.locator('#coverage .unread').textContent()).toContain('Grant the action ec2:DescribeNetworkAcls');
});

test('a row unfolds to evidence, path and fix', async () => {
  const page = await openPage();
  const row = rowOf(page, bastion);
  const body = row.locator('.body');
  expect(await body.isVisible()).toBe(false);
  await row.locator('summary').click();
  expect(await body.isVisible()).toBe(true);
  const text = await body.innerText();
  for (const part of ['0.0.0.0/0', 'acl-1', 'NO_ROUTE', 'revoke-security-group-ingress', 'First seen 2026-11-19']) {
    expect(text).toContain(part);
  }
  await row.locator('summary').click();
  expect(await body.isVisible()).toBe(false);
});

const filters: Readonly<Record<string, readonly [(page: Page) => Promise<unknown>, readonly string[]]>> = {
  'no filter': [async () => undefined, ['sg-bastion', 'sg-hostile', 'rtb-1', 'sg-mended']],
  severity: [(page) => chip(page, 'high').click(), ['rtb-1']],
  'two severities': [
    async (page) => {
      await chip(page, 'high').click();
      await chip(page, 'critical').click();
    },
    ['sg-bastion', 'sg-hostile', 'rtb-1', 'sg-mended'],
  ],
  status: [(page) => chip(page, 'new').click(), ['sg-bastion']],
  'severity and status': [
    async (page) => {
      await chip(page, 'critical').click();
      await chip(page, 'open').click();
    },
    ['sg-hostile'],
  ],
  region: [(page) => page.selectOption('[name=region]', 'us-east-1'), ['rtb-1']],
  concern: [(page) => page.selectOption('[name=concern]', 'exposure'), ['sg-bastion', 'sg-hostile', 'sg-mended']],
  check: [(page) => page.selectOption('[name=check]', 'aws-vpc-route-not-blackhole'), ['rtb-1']],
  'a name': [(page) => page.fill('[name=q]', 'bastion'), ['sg-bastion']],
  'what only the evidence says': [(page) => page.fill('[name=q]', 'pcx-0123456789abcdef0'), ['rtb-1']],
  'what only the title says, in any case and order': [(page) => page.fill('[name=q]', 'HOLE black'), ['rtb-1']],
  'a hostile search': [(page) => page.fill('[name=q]', '<script>'), ['sg-hostile']],
  'nothing that there is': [(page) => page.fill('[name=q]', 'no such thing'), []],
};

test.each(Object.entries(filters))('filter: %s', async (_, [act, wanted]) => {
  const page = await openPage();
  await act(page);
  const said = wanted.length === 4 ? /^4 (of 4 )?findings$/ : new RegExp(`^${wanted.length} of 4 findings$`);
  await page.locator('#shown', { hasText: said }).waitFor();
  expect(await visibleNames(page)).toEqual(wanted);
  expect(await page.locator('.group:visible').count()).toBe(await page.locator('.group:has(.f:visible)').count());
});

test('what the script says is in the language of the page', async () => {
  const page = await openPage({}, '#?status=resolved', 'chinese.html');
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await expect(page.locator('#shown').textContent()).resolves.toBe('4 项发现中的 1 项');
  await page.locator('#filters [type=reset]').click();
  await page.waitForFunction("document.getElementById('shown').textContent === '4 项发现'");
  await rowOf(page, bastion).locator('summary').click();
  await page.locator('.command button').waitFor();
  expect(await page.locator('.command button').textContent()).toBe('复制');
});

test('says when nothing matches, and clears', async () => {
  const page = await openPage();
  await page.fill('[name=q]', 'no such thing');
  await page.locator('#findings .nothing:visible').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('#shown', { hasText: '4 findings' }).waitFor();
  expect(await visibleNames(page)).toHaveLength(4);
});

test('a view stands in the address, so that it can be sent', async () => {
  const page = await openPage();
  await chip(page, 'critical').click();
  await page.fill('[name=q]', 'bastion');
  await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
  const hash = await page.evaluate<string>('location.hash');
  expect(hash).toBe('#?severity=critical&q=bastion');
  const other = await openPage({}, hash);
  expect(await visibleNames(other)).toEqual(['sg-bastion']);
  expect(await other.inputValue('[name=q]')).toBe('bastion');
});

test('a tile leads to what it counts', async () => {
  const page = await openPage();
  await page.locator('.tile', { hasText: 'new' }).click();
  await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
  expect(await visibleNames(page)).toEqual(['sg-bastion']);
});

test('a link to a finding unfolds it and shows it', async () => {
  const page = await openPage({}, `#${route.id}`);
  await rowOf(page, route).locator('.body').waitFor({ state: 'visible' });
  const { y } = (await rowOf(page, route).boundingBox()) ?? { y: -1 };
  expect(y >= 0 && y < 900).toBe(true);
  expect(await page.evaluate(FOCUSED_ROW)).toBe(route.id);
});

test('a link to a finding that a filter hides shows it all the same', async () => {
  const page = await openPage({}, '#?severity=critical');
  expect(await visibleNames(page)).not.toContain('rtb-1');
  await page.evaluate(`location.hash = '${route.id}'`);
  await rowOf(page, route).locator('.body').waitFor({ state: 'visible' });
});

test('an address that means nothing breaks nothing', async () => {
  for (const hash of ['#nothing-here', '#?severity=%3Cscript%3E&x=1', '#%']) {
    const page = await openPage({}, hash);
    expect(await page.locator('#filters').isVisible()).toBe(true);
  }
});

test('everything is reached and worked with the keyboard, and one sees where one is', async () => {
  const page = await openPage();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the findings');
  await page.keyboard.press('/');
  await page.keyboard.type('bastion');
  await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
  await page.fill('[name=q]', '');
  await page.locator('#shown', { hasText: /^4 findings/ }).waitFor();
  await chip(page, 'critical').locator('input').focus();
  await page.keyboard.press('Space');
  await page.locator('#shown', { hasText: '3 of 4' }).waitFor();
  await rowOf(page, bastion).locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await rowOf(page, bastion).locator('.body').isVisible()).toBe(true);
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(FOCUSED_ROW)).toBe(hostile.id);
  const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
  expect(outline).toBe('solid');
});

const machines = (page: Page): Promise<readonly string[]> => page.locator('.m:visible .who code').allTextContents();
const reachedFilters: typeof filters = {
  'no filter': [async () => undefined, ['i-bastion', 'i-hostile', 'i-web']],
  'a region': [(page) => page.selectOption('[name=region]', 'us-east-1'), ['i-web']],
  'a severity: that of the findings about it': [(page) => chip(page, 'low').click(), ['i-bastion']],
  'a severity of nothing that is reached': [(page) => chip(page, 'high').click(), []],
  'a service': [(page) => page.fill('[name=q]', 'https'), ['i-web']],
  'an address': [(page) => page.fill('[name=q]', '52.0.0.10'), ['i-bastion', 'i-hostile', 'i-web']],
};

test.each(Object.entries(reachedFilters))('what is reachable obeys the filters: %s', async (_, [act, wanted]) => {
  const page = await openPage({}, '', 'reached.html');
  await act(page);
  await page
    .locator('#reachable .count', { hasText: wanted.length === 3 ? /^3$/ : `${wanted.length} of 3` })
    .waitFor({ state: 'attached' });
  expect(await machines(page)).toEqual(wanted);
  expect(await page.locator('#reachable .nothing').isVisible()).toBe(wanted.length === 0);
});

test('a machine unfolds to its paths and leads to the finding about it', async () => {
  const page = await openPage({}, '', 'reached.html');
  const machine = page.locator('.m', { hasText: 'i-bastion' });
  await machine.locator('summary').click();
  expect(await machine.locator('svg.hops:visible').count()).toBe(2);
  await machine.getByRole('link', { name: 'The Internet reaches no admin port' }).click();
  await rowOf(page, onBastion).locator('.body').waitFor({ state: 'visible' });
  expect(await page.evaluate(FOCUSED_ROW)).toBe(onBastion.id);
});

test('a filter unfolds what is folded away', async () => {
  await writeFile(
    join(folder, 'machines.html'),
    reportPage(aReport([onBastion], undefined, { exposures: manyExposures(500) })),
  );
  const page = await openPage({}, '', 'machines.html');
  expect(await page.locator('.m:visible').count()).toBe(25);
  await page.fill('[name=q]', 'service-499');
  await page.locator('#reachable .count', { hasText: '1 of 500' }).waitFor();
  expect(await page.locator('.m:visible').count()).toBe(1);
});

test('narrower findings stand below their root cause, and every filter tells them apart', async () => {
  const page = await openPage({}, '', 'told.html');
  expect(await page.locator('.group:visible').count()).toBe(2);
  expect(await page.locator('#findings .group').first().locator('.f .who code').allTextContents()).toEqual([
    'sg-1',
    'eni-1',
    'sg-1',
  ]);
  const shown: Readonly<Record<string, readonly string[]>> = { medium: ['sg-1'], critical: ['eni-1'] };
  for (const [severity, wanted] of Object.entries(shown)) {
    await chip(page, severity).click();
    await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
    expect(await visibleNames(page)).toEqual(wanted);
    await chip(page, severity).click();
    await page.locator('#shown', { hasText: /^4 findings/ }).waitFor();
  }
  await page.selectOption('[name=check]', 'aws-ec2-interface-admin-ports-unreachable');
  await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
  expect(await visibleNames(page)).toEqual(['eni-1']);
});

test('open notices stand before everything else, unfolded, and lead to the findings about what they name', async () => {
  const page = await openPage({}, '', 'told.html');
  const order = await page.locator('main > *').evaluateAll((parts) => parts.map(({ id }) => id));
  expect(order).toEqual(['notices', 'filters', 'reachable', 'findings', 'frameworks', 'coverage']);
  expect(await page.locator('.notice blockquote:visible').innerText()).toContain('<script>');
  expect(await page.locator('.notice >> nth=1').getAttribute('open')).toBeNull();
  await page.getByRole('link', { name: 'aws-x' }).click();
  await page.locator(`[id="${brought[0]?.id}"] .body`).waitFor({ state: 'visible' });
});

test('a failing control leads to what fails it', async () => {
  const page = await openPage({}, '', 'told.html');
  // By keyboard: sections that are laid out as they come into view move under a pointer.
  await page.locator('.framework summary').press('Enter');
  await page.locator('.framework[open]').waitFor();
  expect(await page.locator('.framework').innerText()).toContain('1 not covered');
  await page.getByRole('link', { name: 'aws-ec2-security-group-closes-all-ports' }).press('Enter');
  await page.locator('#shown', { hasText: '1 of 4' }).waitFor();
  expect(await page.locator('.f:visible').getAttribute('id')).toBe(wide?.id);
});

test('a command is copied as it stands', async () => {
  const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
  await rowOf(page, bastion).locator('summary').click();
  await rowOf(page, bastion).getByRole('button', { name: 'Copy', exact: true }).click();
  await rowOf(page, bastion).getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(bastion.fix.commands?.[0]);
});

test('hostile names are shown as text and do nothing', async () => {
  const page = await openPage();
  await rowOf(page, hostile).locator('summary').click();
  const shown = await rowOf(page, hostile).innerText();
  expect(shown).toContain(`<script>document.title='owned'</script><img src=x onerror=alert(1)>`);
  expect(shown).toContain('⟨U+202E⟩');
  expect(await page.title()).toMatch(/^2 critical and 1 high findings are open/);
  expect(await page.locator('img, .f script').count()).toBe(0);
});

test('without JavaScript it is a plain list that unfolds', async () => {
  const page = await openPage({ javaScriptEnabled: false });
  expect(await page.locator('#filters').isVisible()).toBe(false);
  expect(await page.locator('.f:visible').count()).toBe(4);
  await rowOf(page, bastion).locator('summary').click();
  expect(await rowOf(page, bastion).locator('pre').innerText()).toContain('revoke-security-group-ingress');
});

test('paper shows what is folded, and no controls', async () => {
  const page = await openPage();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#filters').isVisible()).toBe(false);
  const heights = await page
    .locator('.f .body')
    .evaluateAll((bodies) => bodies.map((body) => body.getBoundingClientRect().height));
  expect(heights.every((height) => height > 50)).toBe(true);
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
});

test.each([390, 768, 1280])('at %i pixels no section is cut off at the side', async (width) => {
  for (const file of ['reached.html', 'told.html']) {
    const page = await openPage({ viewport: { width, height: 844 } }, '', file);
    await page.evaluate(UNFOLD_ALL);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
});

test.each([390, 768, 1280])('at %i pixels nothing is cut off at the side', async (width) => {
  const page = await openPage({ viewport: { width, height: 844 } });
  for (const finding of [bastion, hostile]) await rowOf(page, finding).locator('summary').click();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

test('by night it is dark, by day it is light', async () => {
  const background = async (colorScheme: 'light' | 'dark'): Promise<string> => {
    const page = await openPage({ colorScheme });
    return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  };
  expect(await background('light')).toBe('rgb(246, 246, 244)');
  expect(await background('dark')).toBe('rgb(18, 20, 23)');
});

test.each(['light', 'dark'] as const)(
  'in the %s, every text has the contrast that WCAG AA asks for',
  async (colorScheme) => {
    for (const file of ['report.html', 'reached.html', 'told.html']) {
      const page = await openPage({ colorScheme }, '', file);
      await page.evaluate(UNFOLD_ALL);
      expect(await page.evaluate(faintTexts)).toEqual([]);
    }
  },
);

test('landmarks, headings and names are there for those who listen', async () => {
  const page = await openPage();
  const tree = await page.locator('body').ariaSnapshot();
  for (const part of [
    'banner',
    'navigation "Sections"',
    'main',
    'search "Filter the findings"',
    'contentinfo',
    'heading "Open findings 3" [level=2]',
  ]) {
    expect(tree).toContain(part);
  }
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('5,000 findings open and filter at once, measured against an empty report', async () => {
  const timeToOpen = async (count: number): Promise<number> => {
    const file = `${count}.html`;
    await writeFile(join(folder, file), reportPage(aReport(manyFindings(count))));
    const start = performance.now();
    const page = await openPage({}, '', file);
    await page.locator('h1').waitFor();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
    const openedMs = performance.now() - start;
    if (count > 0) {
      await page.fill('[name=q]', 'service-4321');
      await page.locator('#shown', { hasText: `1 of ${count}` }).waitFor();
      expect(await visibleNames(page)).toHaveLength(1);
    }
    return openedMs;
  };
  await timeToOpen(0);
  const emptyMs = await timeToOpen(0);
  const fullMs = await timeToOpen(5_000);
  // Two to three times here. The bar leaves room for a busy machine, and none for a page that grows with the square.
  expect(fullMs / emptyMs).toBeLessThan(12);
}, 60_000);

/** What the page offers to a function that runs in it, as far as it is used here. */
interface PageElement {
  readonly tagName: string;
  readonly className: string;
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  closest(selector: string): PageElement | null;
  getClientRects(): { readonly length: number };
}
interface PageGlobals {
  readonly document: { querySelectorAll(selector: string): Iterable<PageElement> };
  readonly getComputedStyle: (element: PageElement) => { readonly color: string; readonly backgroundColor: string };
}

/** Runs in the page: texts whose contrast with what lies behind them is below 4.5. */
function faintTexts(): readonly string[] {
  const { document, getComputedStyle } = globalThis as unknown as PageGlobals;
  const channels = (color: string): readonly number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r = 0, g = 0, b = 0]: readonly number[]): number => {
    const [red, green, blue] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: PageElement): readonly number[] => {
    for (let at: PageElement | null = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || (color[3] ?? 0) > 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = new Set<string>();
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!hasText || element.closest('script') || element.getClientRects().length === 0) continue;
    const [front, back] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < 4.5) faint.add(`${element.tagName} ${element.className} ${ratio.toFixed(2)}`);
  }
  return [...faint];
}
