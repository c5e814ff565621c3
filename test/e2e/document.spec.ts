import { expect, test, type Locator } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.beforeEach(async () => {
	session = await createSession(server);
});

const line = (text: string, attrs?: Record<string, unknown>) => ({
	type: 'paragraph',
	...(attrs && { attrs }),
	...(text !== '' && { content: [{ text }] })
});

const vision: Item = {
	id: 'vision000001',
	type: 'document',
	pos: [0, 0],
	size: [420, 560],
	z: 'a0',
	doc: [line('Our vision', { heading: 1 }), line('Care is near.')]
};

const field = (person: Person): Locator =>
	person.page.getByRole('textbox', { name: 'Text of the document' });
const paragraph = (person: Person, text: string): Locator =>
	field(person).locator('p', { hasText: text });

/** The document as its record has it, block by block. */
async function lines(person: Person): Promise<string[]> {
	const item = (await person.items()).find(({ id }) => id === vision.id);
	return (item?.doc ?? []).map((node) =>
		'content' in node
			? (node.content ?? []).map((one) => ('text' in one ? one.text : '')).join('')
			: ''
	);
}

/** Opens the document by a double click on the board. */
async function open(person: Person): Promise<void> {
	await person.page.evaluate(() => window.concordia?.camera.set({ x: -200, y: -40, zoom: 1 }));
	await person.settled();
	const rect = await person.page.evaluate((id) => window.concordia?.rect(id), vision.id);
	if (!rect) throw new Error('the document has no place on the page');
	await person.page.mouse.dblclick(rect.x + rect.width / 2, rect.y + 300);
	await expect(field(person)).toBeFocused();
}

/**
 * Clicks into a paragraph. The editor takes the caret where the click put it a turn after the button was let go
 * (`MouseDown.done` of prosemirror-view): a key pressed in between would be taken back.
 */
async function click(person: Person, text: string): Promise<void> {
	await paragraph(person, text).click();
	await person.page.evaluate(() => new Promise((next) => setTimeout(next)));
}

/** Selects letters of a paragraph by keys. */
async function select(person: Person, text: string, from: number, length: number): Promise<void> {
	await click(person, text);
	await person.page.keyboard.press('Home');
	for (let i = 0; i < from; i += 1) await person.page.keyboard.press('ArrowRight');
	for (let i = 0; i < length; i += 1) await person.page.keyboard.press('Shift+ArrowRight');
}

async function start(browser: Parameters<typeof sit>[0]): Promise<[Person, Person]> {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(anna, [vision]);
	await expect.poll(() => lines(ben)).toEqual(['Our vision', 'Care is near.']);
	await open(anna);
	await open(ben);
	return [anna, ben];
}

test('two people of two organizations write at once, one undoes, and it shows who wrote what', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	await click(anna, 'Care is near.');
	await anna.page.keyboard.press('End');
	await expect(ben.page.locator('.other-name', { hasText: 'Anna · PN' })).toBeVisible();
	await click(ben, 'Care is near.');
	await ben.page.keyboard.press('Home');
	await Promise.all([
		anna.page.keyboard.type(' Anna writes here.'),
		ben.page.keyboard.type('Ben begins. ')
	]);
	const whole = ['Our vision', 'Ben begins. Care is near. Anna writes here.'];
	for (const person of [anna, ben]) await expect.poll(() => lines(person)).toEqual(whole);

	// A list that Ben makes of the paragraph takes nothing of what Anna writes into it.
	await Promise.all([
		ben.page.getByRole('button', { name: 'Bulleted list' }).click(),
		anna.page.keyboard.type(' More.')
	]);
	for (const person of [anna, ben]) {
		await expect.poll(() => lines(person)).toEqual([whole[0], `${whole[1]} More.`]);
		await expect(field(person).locator('[data-list="bullet"]')).toHaveCount(1);
	}

	// Anna's undo takes back her own words and leaves Ben's.
	await anna.page.keyboard.press('Control+z');
	await expect.poll(async () => (await lines(ben))[1]).toMatch(/^Ben begins\. Care is near\./);
	for (let i = 0; i < 6; i += 1) await anna.page.keyboard.press('Control+z');
	for (const person of [anna, ben]) {
		await expect.poll(() => lines(person)).toEqual(['Our vision', 'Ben begins. Care is near.']);
	}
	await anna.page.keyboard.press('Control+y');
	await expect.poll(async () => (await lines(ben))[1]).toMatch(/Anna writes here\./);

	// Ben splits the paragraph inside Anna's words: they stay hers.
	await click(ben, 'Ben begins');
	await ben.page.keyboard.press('End');
	await ben.page.keyboard.press('Home');
	await ben.page.getByRole('button', { name: 'Who wrote what' }).click();
	const shares = ben.page.locator('[data-shares] tbody tr');
	await expect(shares.filter({ hasText: 'PN' })).toHaveCount(1);
	await expect(shares.filter({ hasText: 'CC' })).toHaveCount(1);
	await expect(field(ben).locator('.authored[title^="Anna"]').first()).toContainText('Our vision');
	await expect(field(ben).locator('.authored[title^="Ben"]')).toHaveText('Ben begins. ');
});

test('what is pasted comes without anything that runs', async ({ browser }) => {
	const [anna] = await start(browser);
	const alarms: string[] = [];
	anna.page.on('dialog', (dialog) => {
		alarms.push(dialog.message());
		void dialog.dismiss();
	});
	const corpus = [
		'<script>alert(1)</script><p>one</p>',
		'<img src=x onerror=alert(2)><p onclick="alert(3)">two</p>',
		'<p><a href="javascript:alert(4)">three</a> <a href="https://example.org/">kept</a></p>',
		'<svg onload=alert(5)><a xlink:href="javascript:alert(6)"><text>x</text></a></svg><p>four</p>',
		'<iframe srcdoc="<script>alert(7)</script>"></iframe><p style="background:url(javascript:alert(8))">five</p>',
		'<p data-pm-slice="0 0 []"><a href="JaVaScRiPt:alert(9)">six</a><b>bold</b></p>',
		'<math><mtext><table><mglyph><style><img src=x onerror=alert(10)></style></mglyph></table></mtext></math><p>seven</p>',
		'<b style="font-weight:normal"><h2>From Google</h2><ul><li>a<ul><li>b</li></ul></li></ul></b>',
		"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>1.<span>&nbsp;&nbsp;</span>From Word</p>"
	];
	await click(anna, 'Care is near.');
	await anna.page.keyboard.press('End');
	for (const html of corpus) {
		await anna.page.keyboard.press('Enter');
		await field(anna).evaluate((element, data) => {
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/html', data);
			clipboardData.setData('text/plain', 'plain');
			const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
			element.dispatchEvent(event);
		}, html);
	}
	await expect(field(anna)).toContainText('From Word');
	const found = await field(anna).evaluate((element) => ({
		elements: element.querySelectorAll(
			'script, img, svg, iframe, style, math, [onclick], [onerror]'
		).length,
		links: [...element.querySelectorAll('a')].map((link) => link.getAttribute('href')),
		lists: [...element.querySelectorAll<HTMLElement>('[data-list]')].map(
			({ textContent, style }) => `${style.getPropertyValue('--depth')} ${textContent}`
		)
	}));
	expect(found).toEqual({
		elements: 0,
		links: ['https://example.org/'],
		lists: ['0 a', '1 b', '0 From Word']
	});
	expect(alarms).toEqual([]);
	await expect(field(anna).getByRole('heading', { name: 'From Google' })).toBeVisible();
	await expect(field(anna).locator('strong')).toHaveText(['bold']);
});

test('a change is suggested, and another accepts it', async ({ browser }) => {
	const [anna, ben] = await start(browser);
	await anna.page.getByRole('button', { name: 'Suggest changes' }).click();
	await select(anna, 'Care is near.', 5, 2);
	await anna.page.keyboard.type('will be');
	await expect(field(ben).locator('ins')).toHaveText('will be');
	await expect(field(ben).locator('del')).toHaveText('is');
	await ben.page.getByRole('button', { name: '1 suggestion' }).click();
	await expect(ben.page.locator('[data-suggestions]')).toContainText('by Anna');
	await ben.page.getByRole('button', { name: 'Accept: is → will be' }).click();
	await expect.poll(() => lines(anna)).toEqual(['Our vision', 'Care will be near.']);
});
