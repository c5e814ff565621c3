import { expect, test, type Locator } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
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

/** The menu of tables in the document's toolbar. */
const menu = (person: Person): Locator =>
	person.page
		.getByRole('toolbar', { name: 'Format and tools' })
		.getByRole('button', { name: 'Table' });

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

test('two who split one paragraph at once have its end once, and what they wrote', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	for (const person of [anna, ben]) {
		await click(person, 'Care is near.');
		await person.page.keyboard.press('Home');
		for (let i = 0; i < 5; i += 1) await person.page.keyboard.press('ArrowRight');
		await person.context.setOffline(true);
	}
	for (const [person, letter] of [
		[anna, 'A'],
		[ben, 'B']
	] as const) {
		await person.page.keyboard.press('Enter');
		await person.page.keyboard.type(letter);
		await expect(paragraph(person, `${letter}is near.`)).toBeVisible();
	}
	for (const person of [anna, ben]) await person.context.setOffline(false);
	for (const person of [anna, ben]) {
		const all = async (): Promise<string> => (await lines(person)).join('');
		await expect.poll(all).toMatch(/^Our visionCare (?:AB|BA)is near\.$/);
	}
	expect(await lines(anna)).toEqual(await lines(ben));

	// Enter goes on as ever: above what it is pressed before, and taken back, as a step of its own.
	await anna.page.waitForTimeout(1000);
	await click(anna, 'is near.');
	await anna.page.keyboard.press('Home');
	await anna.page.keyboard.press('Enter');
	await anna.page.keyboard.type('C');
	await expect.poll(async () => (await lines(ben)).at(-1)).toMatch(/^C[AB]is near\.$/);
	await anna.page.keyboard.press('Control+z');
	await expect.poll(async () => (await lines(ben)).at(-1)).toMatch(/^[AB]is near\.$/);
	expect((await lines(ben)).join('')).toMatch(/^Our visionCare (?:AB|BA)is near\.$/);
});

test('the columns of a table are pulled by the mouse and set by keys, and others see it', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	await click(anna, 'Care is near.');
	await anna.page.keyboard.press('End');
	const choose = async (name: string): Promise<void> => {
		await menu(anna).click();
		await anna.page.getByRole('menuitem', { name }).click();
	};
	await choose('Insert a table');
	await anna.page.keyboard.type('first');
	const shares = (person: Person): Promise<number[]> =>
		field(person)
			.locator('table')
			.evaluate((table: HTMLTableElement) =>
				Array.from(table.rows[0]!.cells, ({ offsetWidth }) =>
					Math.round((offsetWidth / table.parentElement!.clientWidth) * 100)
				)
			);
	await expect.poll(() => shares(ben)).toHaveLength(3);
	const edges = field(anna).locator('.edge');
	await expect(edges).toHaveCount(3);
	const pull = async (edge: number, by: number): Promise<void> => {
		const box = (await edges.nth(edge).boundingBox())!;
		await anna.page.mouse.move(box.x + box.width / 2, box.y + 10);
		await anna.page.mouse.down();
		await anna.page.mouse.move(box.x + box.width / 2 + by, box.y + 12, { steps: 4 });
	};
	const page = (await field(anna).locator('.scroll').boundingBox())!.width;
	const third = Math.round((await shares(anna))[0]!);
	await pull(0, page * 0.1);
	await anna.page.mouse.up();
	for (const person of [anna, ben]) {
		await expect.poll(async () => (await shares(person))[0]).toBeGreaterThan(third + 8);
		expect((await shares(person)).reduce((all, one) => all + one, 0)).toBeGreaterThan(97);
	}
	const pulled = await shares(anna);
	// Escape lets go of an edge as it was.
	await pull(0, -60);
	await anna.page.keyboard.press('Escape');
	await anna.page.mouse.up();
	await expect.poll(() => shares(anna)).toEqual(pulled);

	// By keys, from the menu.
	await field(anna).locator('td').first().click();
	await choose('Width of the column');
	const width = anna.page.getByLabel('Width of the column in pixels');
	await expect(width).toBeFocused();
	await anna.page.keyboard.type('74');
	await anna.page.keyboard.press('Enter');
	await expect(field(anna)).toBeFocused();
	for (const person of [anna, ben])
		await expect.poll(async () => (await shares(person))[0]).toBe(10);
	await anna.page.keyboard.press('Control+z');
	for (const person of [anna, ben]) await expect.poll(() => shares(person)).toEqual(pulled);

	// Two at once: each column is as wide as somebody has said, the same for both.
	for (const person of [anna, ben]) await person.context.setOffline(true);
	await choose('Width of the column');
	await anna.page.keyboard.type('300');
	await anna.page.keyboard.press('Enter');
	await field(ben).locator('td').nth(2).click();
	await menu(ben).click();
	await ben.page.getByRole('menuitem', { name: 'Column after' }).click();
	await expect(field(ben).locator('tr').first().locator('td')).toHaveCount(4);
	for (const person of [anna, ben]) await person.context.setOffline(false);
	await expect.poll(async () => (await shares(anna)).length).toBe(4);
	await expect.poll(() => shares(ben)).toEqual(await shares(anna));

	await choose('Widths by content');
	for (const person of [anna, ben]) await expect(field(person).locator('col')).toHaveCount(0);
});

test('a live field shows something of the board as it is now, in the text and on the page on the board', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [vision, note('livednote001', 'Waiting times', 600, 0)]);
	await expect.poll(async () => (await ben.items()).length).toBe(2);
	await open(anna);
	await click(anna, 'Care is near.');
	await anna.page.keyboard.press('End');
	await anna.page.getByRole('button', { name: 'Live field' }).click();
	await anna.page.getByLabel('What it shows').selectOption({ label: 'Waiting times (Note)' });
	await anna.page.getByRole('button', { name: 'Insert' }).click();
	await expect(anna.page.locator('.live-field')).toContainText('Waiting times');

	const onBoard = ben.page.getByRole('application').getByText('Waiting times');
	await ben.page.evaluate(() => window.concordia?.camera.set({ x: -20, y: -40, zoom: 1 }));
	await expect(onBoard).toHaveCount(2);
	await ben.page.evaluate(() =>
		window.concordia?.update([{ id: 'livednote001', text: 'Waiting rooms' }])
	);
	await expect(anna.page.locator('.live-field')).toContainText('Waiting rooms');
	await expect(onBoard).toHaveCount(0);
	await expect(ben.page.getByRole('application').getByText('Waiting rooms')).toHaveCount(2);
	await ben.page.evaluate(() => window.concordia?.remove(['livednote001']));
	await expect(anna.page.locator('.live-field')).toContainText('no longer on the board');
	await expect(ben.page.getByRole('application').getByText('Waiting rooms')).toHaveCount(0);
	await Promise.all([anna.close(), ben.close()]);
});
