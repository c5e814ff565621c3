import type { Page } from '@playwright/test';
import { insertItems } from '@concordia/board/doc';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import * as Y from 'yjs';
import { createSession, join, linkOf, type CreatedSession } from '../../harness/api.ts';
import { stockClient, synced, type StockClient } from '../../harness/client.ts';
import { sit } from '../../harness/people.ts';
import { startServer, temporaryFolder, type RunningServer } from '../../harness/server.ts';
import { launchBrowser } from '../board/browser.ts';
import { percentile } from '../percentile.ts';

const PAGES = 60;
const PARAGRAPHS_PER_PAGE = 10;
const WORDS = 45;
const OTHERS = 19;
/** Each of the others writes a letter so often. */
const OTHERS_MS = 300;
const LETTERS = 120;
const LETTER_MS = 80;
const ID = 'benchdocument';

/** How long a key takes until its letter is painted, in a document of 60 pages in which 20 people write. */
export async function benchDocument(): Promise<void> {
	const data = temporaryFolder();
	const server = await startServer({ data });
	const browser = await launchBrowser();
	const others: StockClient[] = [];
	try {
		const session = await createSession(server);
		for (let n = 0; n < OTHERS; n++) others.push(await enter(server, session, `Writer ${n}`));
		insertItems(others[0]!.doc, [longDocument()], null);
		const person = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
		await person.settled();
		await person.page.goto(`${server.url}/s/${session.id}/d/${ID}`);
		const field = person.page.locator('[data-document]');
		await field.locator('p').nth(300).waitFor();
		await field.locator('p').nth(300).click();
		console.log(`\n## Writing in a document of ${PAGES} pages\n`);
		console.log(`ms from the key until its letter is painted; load ${loadavg()[0]?.toFixed(1)}\n`);
		tell('alone', await type(person.page));
		const timer = setInterval(() => {
			for (const other of others) if (Math.random() < 0.1) writeLetter(other);
		}, OTHERS_MS / 10);
		tell(`with ${OTHERS} others`, await type(person.page));
		await person.page.getByRole('button', { name: 'Who wrote what' }).click();
		await person.page.locator('[data-shares] tbody tr').nth(0).waitFor();
		tell('while it is shown who wrote what', await type(person.page));
		clearInterval(timer);
	} finally {
		for (const other of others) other.close();
		await browser.close();
		await server.stop();
		rmSync(data, { recursive: true, force: true });
	}
}

async function enter(
	server: RunningServer,
	session: CreatedSession,
	name: string
): Promise<StockClient> {
	const { token } = linkOf(session, 'participant', 'CC');
	const { accessToken } = await join(server, token, name);
	const client = stockClient(server, session.id, accessToken);
	await synced(client);
	return client;
}

function longDocument() {
	const text = 'partners draft one text together and each of them finds it '.split(' ');
	const words = Array.from({ length: WORDS }, (_, n) => text[n % text.length]).join(' ');
	const doc = Array.from({ length: PAGES * PARAGRAPHS_PER_PAGE }, (_, n) => ({
		type: 'paragraph',
		attrs: { id: `p${n}`, ...(n % PARAGRAPHS_PER_PAGE === 0 && { heading: 2 }) },
		content: [{ text: n % PARAGRAPHS_PER_PAGE === 0 ? `Section ${n}` : words }]
	}));
	return { id: ID, type: 'document', pos: [0, 0] as const, doc };
}

/** A letter somewhere, with the caret behind it. */
function writeLetter({ doc, provider }: StockClient): void {
	const fragment = doc.getMap<Y.Map<Y.XmlFragment>>('items').get(ID)?.get('doc');
	const block = fragment?.get(Math.floor(Math.random() * fragment.length));
	const text = block instanceof Y.XmlElement ? block.get(0) : null;
	if (!(text instanceof Y.XmlText)) return;
	const at = Math.floor(Math.random() * text.length);
	text.insert(at, 'x');
	const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at + 1));
	provider.awareness.setLocalState({ editing: ID, caret: { doc: ID, anchor: place, head: place } });
}

async function type(page: Page): Promise<readonly number[]> {
	await page.evaluate(() => {
		const times: number[] = [];
		window.benchKeys = times;
		addEventListener(
			'keydown',
			({ timeStamp }) =>
				// The task after the next frame: the letter is on the screen.
				requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp))),
			{ capture: true }
		);
	});
	for (let n = 0; n < LETTERS; n++) {
		await page.keyboard.press('abcdefgh '[n % 9] ?? 'a');
		await new Promise((next) => setTimeout(next, LETTER_MS));
	}
	const times = await page.evaluate(() => window.benchKeys ?? []);
	return times.toSorted((a, b) => a - b);
}

function tell(name: string, times: readonly number[]): void {
	const figures = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0));
	console.log(`- ${name}: p50 ${figures[0]}, p95 ${figures[1]}, worst ${figures[2]}`);
}
