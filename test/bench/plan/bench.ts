import type { Browser, Page } from '@playwright/test';
import { loadavg } from 'node:os';
import { startServer, type RunningServer } from '../../harness/server.ts';
import { launchBrowser } from '../board/browser.ts';
import { countFrames } from '../frames.ts';
import { median, percentile } from '../percentile.ts';
import { storePlan, type StoredPlan } from './seed.ts';

const ROUNDS = Number(process.env['CONCORDIA_BENCH_ROUNDS'] ?? 5);
const EDITS = 40;
const SCROLL_MS = 3000;
const activities = 500;
const organizations = 12;

/** What has to be on the screen before a view counts as open. */
const views: Readonly<Record<string, string>> = {
	Table: '[role=grid] [data-row="5"]',
	Timeline: '[data-bar]',
	Load: 'tbody td.shaded',
	Scorecard: '[role=tabpanel] li[data-item]',
	Costs: '[role=tabpanel] table tbody tr',
	Review: '[role=tabpanel] tbody th.objective',
	'What is missing': '[role=tabpanel] li',
	Document: 'article'
};

/** The views whose ids are not their names. */
const viewIds: Readonly<Record<string, string>> = { 'What is missing': 'missing' };

/** A plan of 500 activities and twelve organizations: how fast its views open, follow others, and scroll. */
export async function benchPlan(): Promise<void> {
	const server = await startServer();
	const browser = await launchBrowser();
	try {
		const plan = await storePlan(server, activities, organizations);
		console.log(
			`\n## A plan of ${activities} activities × ${organizations} organizations; load of the machine ${loadavg()[0]?.toFixed(1)}\n`
		);
		const [first, second] = [
			await visitor(browser, server, plan),
			await visitor(browser, server, plan)
		];
		await opening(first, server, plan);
		await editing(first, second, server, plan);
		await scrolling(first, server, plan);
	} finally {
		await browser.close();
		await server.stop();
	}
}

async function visitor(
	browser: Browser,
	server: Pick<RunningServer, 'url'>,
	plan: StoredPlan
): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB'
	});
	const answer = await context.request.post(`${server.url}/api/join`, {
		data: { token: plan.invitation, name: 'Visitor', consent: true },
		headers: { origin: server.url }
	});
	if (!answer.ok()) throw new Error(`could not join: ${await answer.text()}`);
	return context.newPage();
}

async function open(
	page: Page,
	server: Pick<RunningServer, 'url'>,
	plan: StoredPlan,
	view: string,
	shown: string
): Promise<void> {
	await page.goto(`${server.url}/s/${plan.session}/d/${plan.frame}?view=${view}`);
	// Looked for in each frame: what asks at longer and longer intervals measures these.
	await page.waitForFunction(
		(selector) => document.querySelector(selector)?.checkVisibility(),
		shown,
		{ polling: 'raf' }
	);
}

/** From the click on a tab until the view is painted, median and worst of all rounds. */
async function opening(
	page: Page,
	server: Pick<RunningServer, 'url'>,
	plan: StoredPlan
): Promise<void> {
	const times = new Map<string, number[]>(Object.keys(views).map((name) => [name, []]));
	const whole: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const start = performance.now();
		await open(page, server, plan, 'scorecard', views['Scorecard']!);
		whole.push(performance.now() - start);
		for (const [name, shown] of Object.entries(views)) {
			if (name === 'Scorecard') continue;
			times.get(name)?.push(await page.evaluate(timeOfTab, { name, shown }));
		}
		times
			.get('Scorecard')
			?.push(await page.evaluate(timeOfTab, { name: 'Scorecard', shown: views['Scorecard']! }));
	}
	console.log(
		`opening the page: ${median(whole).toFixed(0)} ms (worst ${Math.max(...whole).toFixed(0)})`
	);
	for (const [name, all] of times) {
		console.log(
			`${name.padEnd(16)} ${median(all).toFixed(0).padStart(5)} ms (worst ${Math.max(...all).toFixed(0)})`
		);
	}
}

async function timeOfTab({ name, shown }: { name: string; shown: string }): Promise<number> {
	const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
		({ textContent }) => textContent.trim() === name
	);
	const start = performance.now();
	tab?.click();
	do {
		await new Promise((next) => requestAnimationFrame(next));
	} while (tab?.getAttribute('aria-selected') !== 'true' || !document.querySelector(shown));
	await new Promise((next) => requestAnimationFrame(next));
	return performance.now() - start;
}

/** From the key that ends writing in a cell until another person's page shows it. */
async function editing(
	writer: Page,
	reader: Page,
	server: Pick<RunningServer, 'url'>,
	plan: StoredPlan
): Promise<void> {
	for (const page of [writer, reader]) await open(page, server, plan, 'table', views['Table']!);
	await writer.evaluate(() => {
		addEventListener(
			'keydown',
			({ key }) => {
				if (key === 'Enter') performance.mark('bench:enter');
			},
			true
		);
	});
	const times: number[] = [];
	const target = '[data-row="2"][data-column="5"]';
	// What is shown first can't be changed before the document is there.
	await writer.locator(`${target}[aria-readonly="false"]`).waitFor();
	for (let round = 0; round < EDITS; round += 1) {
		const text = round % 2 === 0 ? 'Done' : 'Late';
		await writer.locator(target).click();
		await writer.keyboard.type(text);
		const seen = reader.evaluate(timeOfText, { target, text });
		await writer.keyboard.press('Enter');
		const pressed = await writer.evaluate(
			() =>
				performance.timeOrigin +
				(performance.getEntriesByName('bench:enter').at(-1)?.startTime ?? Number.NaN)
		);
		times.push((await seen) - pressed);
	}
	const sorted = times.toSorted((a, b) => a - b);
	console.log(
		`a cell until another sees it: median ${median(times).toFixed(0)} ms, p95 ${percentile(sorted, 0.95).toFixed(0)} ms`
	);
}

/** When a cell says this, in milliseconds since 1970, so that two pages can be compared. */
async function timeOfText({ target, text }: { target: string; text: string }): Promise<number> {
	while (document.querySelector(target)?.textContent?.includes(text) !== true) {
		await new Promise((next) => requestAnimationFrame(next));
	}
	return performance.timeOrigin + performance.now();
}

/** Turns the wheel over each view for some seconds, down and up again. */
async function scrolling(
	page: Page,
	server: Pick<RunningServer, 'url'>,
	plan: StoredPlan
): Promise<void> {
	for (const [name, shown] of Object.entries(views)) {
		const view = viewIds[name] ?? name.toLowerCase();
		await open(page, server, plan, view, shown);
		await page.locator(shown).first().hover();
		const frames = await countFrames(page, async (session) => {
			const started = performance.now();
			const sent: Promise<unknown>[] = [];
			const at = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight * 0.7 }));
			for (let n = 0; performance.now() - started < SCROLL_MS; n += 1) {
				const deltaY = Math.floor(n / 90) % 2 === 0 ? 120 : -120;
				sent.push(
					session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY })
				);
				const due = started + (n + 1) * 16;
				await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
			}
			await Promise.all(sent);
		});
		console.log(
			`scrolling ${name}: ${frames.gaps.length} frames, ${frames.late} over 50 ms (worst ${frames.gaps.at(-1)?.toFixed(0)}), ` +
				`p95 ${percentile(frames.gaps, 0.95).toFixed(0)} ms, ${frames.computed.toFixed(1)} ms computing each`
		);
	}
}
