import { expect, test, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, note, sit, textOf, type Person } from '../harness/people.ts';
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

/** Looks at the board at its full size, its zero in the upper left. */
async function look(person: Person): Promise<void> {
	await person.page.evaluate(() => {
		window.concordia?.camera.set({ x: -300, y: -200, zoom: 1 });
	});
	await person.settled();
}

async function middleOf(page: Page, id: string): Promise<{ x: number; y: number }> {
	const rect = await page.evaluate((wanted) => window.concordia?.rect(wanted), id);
	if (!rect) throw new Error(`${id} has no place on the page`);
	return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

async function write(person: Person, id: string): Promise<void> {
	const { x, y } = await middleOf(person.page, id);
	await person.page.mouse.dblclick(x, y);
	await expect(person.page.locator('.stage textarea')).toBeFocused();
}

const press = (person: Person, where: string, key: string): Promise<void> =>
	person.page.locator(where).press(key);
const field = (person: Person) => person.page.locator('.stage textarea');
const bar = (person: Person) => person.page.getByRole('toolbar', { name: 'Text format' });
/** What is drawn of texts, in elements: with its look. */
const drawn = (person: Person, text: string) =>
	person.page.locator('[role="application"] span', { hasText: new RegExp(`^${text}$`) });

test('marks are set by keys, written as Markdown, drawn formatted, and taken away again', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('markednote01', 'a big plan', 0, 0)]);
	await look(anna);
	await write(anna, 'markednote01');
	await expect(bar(anna)).toBeVisible();
	await anna.page.keyboard.press('Control+Home');
	for (let i = 0; i < 3; i++) await anna.page.keyboard.press('ArrowRight');
	await anna.page.keyboard.press('Control+b');
	await expect(field(anna)).toHaveValue('a **big** plan');
	await anna.page.keyboard.press('Control+End');
	await anna.page.keyboard.press('Control+Shift+ArrowLeft');
	await anna.page.keyboard.press('Control+Shift+x');
	await expect(field(anna)).toHaveValue('a **big** ~~plan~~');
	await anna.page.keyboard.press('Escape');
	await expect.poll(() => textOf(ben, 'markednote01')).toBe('a **big** ~~plan~~');
	await look(ben);
	for (const person of [anna, ben]) {
		await expect(drawn(person, 'big')).toHaveCSS('font-weight', '700');
		await expect(drawn(person, 'plan')).toHaveCSS('text-decoration-line', 'line-through');
		await expect(person.page.locator('[role="application"]')).not.toContainText('**');
	}
	await write(anna, 'markednote01');
	await expect(bar(anna)).toBeVisible();
	await anna.page.keyboard.press('Control+Home');
	for (let i = 0; i < 5; i++) await anna.page.keyboard.press('ArrowRight');
	await anna.page.keyboard.press('Control+b');
	await expect(field(anna)).toHaveValue('a big ~~plan~~');
	// One step of undo each.
	await anna.page.keyboard.press('Control+z');
	await expect(field(anna)).toHaveValue('a **big** ~~plan~~');
	await Promise.all([anna.close(), ben.close()]);
});

test('the format bar is reached by key, makes lists and links, and gives the focus back', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [note('barnote00001', 'read this', 0, 0)]);
	await look(anna);
	await write(anna, 'barnote00001');
	await expect(bar(anna)).toBeVisible();
	await anna.page.keyboard.press('Alt+F10');
	await expect(bar(anna).getByRole('button', { name: 'Bold' })).toBeFocused();
	for (let i = 0; i < 3; i++) await anna.page.keyboard.press('ArrowRight');
	await anna.page.keyboard.press('Enter');
	await expect(field(anna)).toBeFocused();
	await expect(field(anna)).toHaveValue('- read this');
	await anna.page.keyboard.press('Control+End');
	await anna.page.keyboard.press('Enter');
	await anna.page.keyboard.type('and that');
	await expect(field(anna)).toHaveValue('- read this\n- and that');
	await anna.page.keyboard.press('Control+Shift+ArrowLeft');
	await anna.page.keyboard.press('Control+Shift+k');
	await anna.page.getByLabel('Address of the link').fill('javascript:alert(1)');
	await anna.page.keyboard.press('Enter');
	await expect(anna.page.getByRole('alert')).toContainText('no web');
	await anna.page.getByLabel('Address of the link').fill(`${server.url}/verify`);
	await anna.page.keyboard.press('Enter');
	await expect(field(anna)).toHaveValue(`- read this\n- and [that](${server.url}/verify)`);
	await anna.page.keyboard.press('Escape');
	const link = drawn(anna, 'that');
	await expect(link).toHaveCSS('text-decoration-line', 'underline');
	const place = await link.boundingBox();
	if (!place) throw new Error('the link is not drawn');
	const opened = anna.context.waitForEvent('page');
	await anna.page.keyboard.down('Control');
	await anna.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
	await anna.page.keyboard.up('Control');
	const page = await opened;
	await page.waitForURL('**/verify');
	expect(await page.evaluate(() => window.opener === null)).toBe(true);
	// A plain click only selects.
	await anna.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
	expect(anna.context.pages()).toHaveLength(2);
	await anna.close();
});

test("others' carets are shown with their names and move nobody's own", async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('caretnote001', 'one two three', 0, 0)]);
	await expect.poll(() => textOf(ben, 'caretnote001')).toBe('one two three');
	for (const person of [anna, ben]) {
		await look(person);
		await write(person, 'caretnote001');
	}
	await anna.page.keyboard.press('Control+Home');
	const ofAnna = ben.page.locator('[data-caret-of="Physician"]');
	await expect(ofAnna).toBeVisible();
	await expect(ofAnna).toContainText('Physician');
	await expect(anna.page.locator('[data-caret-of="Coordinator"]')).toBeVisible();
	await ben.page.keyboard.press('Control+End');
	const left = async (): Promise<number> => (await ofAnna.boundingBox())?.x ?? Number.NaN;
	const before = await left();
	await anna.page.keyboard.type('>>>> ');
	await expect(field(ben)).toHaveValue('>>>> one two three');
	await expect.poll(left).toBeGreaterThan(before + 10);
	await ben.page.keyboard.type('!');
	await anna.page.keyboard.type('x');
	await expect(field(anna)).toHaveValue('>>>> xone two three!');
	await expect(field(ben)).toHaveValue('>>>> xone two three!');
	// A selection is shown, too.
	await anna.page.keyboard.press('Shift+End');
	await expect(ben.page.locator('.selected')).not.toHaveCount(0);
	await anna.page.keyboard.press('Escape');
	await expect(ofAnna).toHaveCount(0);
	await Promise.all([anna.close(), ben.close()]);
});

function heightOf({ page }: Person): Promise<number> {
	return page.evaluate(() => window.concordia?.rect('growing00001').height ?? 0);
}

test('a note shrinks its text, then grows, for whoever looks at it; no word is hidden', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('growing00001', 'short', 0, 0)]);
	await look(anna);
	await look(ben);
	await expect.poll(() => heightOf(ben)).toBe(200);
	await write(anna, 'growing00001');
	await anna.page.keyboard.insertText(
		` ${'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik '.repeat(4)}${'many words '.repeat(40)}end`
	);
	await expect.poll(() => heightOf(ben)).toBeGreaterThan(300);
	await expect.poll(async () => (await heightOf(anna)) === (await heightOf(ben))).toBe(true);
	// The field shows all of it as well.
	expect(await field(anna).evaluate((area) => area.scrollHeight <= area.clientHeight + 1)).toBe(
		true
	);
	await anna.page.keyboard.press('Escape');
	for (const person of [anna, ben]) {
		const texts = person.page.locator('[role="application"] div', { hasText: /end$/ }).last();
		await expect(texts).toBeVisible();
		const box = await texts.boundingBox();
		const rect = await person.page.evaluate(() => window.concordia?.rect('growing00001'));
		if (!box || !rect) throw new Error('the note is not drawn');
		expect(box.y).toBeGreaterThanOrEqual(rect.y);
		expect(box.y + box.height).toBeLessThanOrEqual(rect.y + rect.height + 1);
	}
	await Promise.all([anna.close(), ben.close()]);
});

test('Tab and Ctrl+Enter make a chain of notes of one colour that keeps to free room', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [
		{ ...note('chainfirst01', 'first', 0, 0), color: 'teal' },
		note('inthewayright', 'in the way', 224, 0)
	]);
	await look(anna);
	await write(anna, 'chainfirst01');
	await anna.page.keyboard.press('Tab');
	await expect(field(anna)).toBeFocused();
	await anna.page.keyboard.type('second');
	await anna.page.keyboard.press('Control+Enter');
	await anna.page.keyboard.type('third');
	await anna.page.keyboard.press('Escape');
	const items = await anna.items();
	const of = (text: string) => items.find((item) => item.text === text);
	expect(of('second')).toMatchObject({ pos: [448, 0], color: 'teal', size: [200, 200] });
	expect(of('third')).toMatchObject({ pos: [448, 224], color: 'teal' });
	await anna.close();
});

test('typing with a note selected begins to write in it, also with an input method', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [note('typednote001', 'One', 0, 0)]);
	await look(anna);
	const { x, y } = await middleOf(anna.page, 'typednote001');
	await anna.page.mouse.click(x, y);
	await anna.page.keyboard.press('Shift+T');
	await anna.page.keyboard.type('wo words 👩‍👩‍👧');
	await expect(field(anna)).toHaveValue('OneTwo words 👩‍👩‍👧');
	const devtools = await anna.context.newCDPSession(anna.page);
	await devtools.send('Input.imeSetComposition', {
		text: 'にほ',
		selectionStart: 2,
		selectionEnd: 2
	});
	await devtools.send('Input.insertText', { text: '日本' });
	await anna.page.keyboard.press('Escape');
	await expect.poll(() => textOf(anna, 'typednote001')).toBe('OneTwo words 👩‍👩‍👧日本');
	await anna.close();
});

test('text that runs from right to left is written and drawn from the right', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [
		{ ...note('righttoleft1', 'שלום עולם, זו **הערה** ארוכה', 0, 0), type: 'text', size: [300, 40] }
	]);
	await look(anna);
	const block = anna.page.locator('[role="application"] [dir="rtl"]');
	await expect(block).toBeVisible();
	await expect(block.locator('span')).toHaveCSS('font-weight', '700');
	await write(anna, 'righttoleft1');
	await expect(field(anna)).toHaveCSS('direction', 'rtl');
	await anna.close();
});

test('twelve pasted lines become twelve notes, with Shift one', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await anna.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await anna.page.evaluate(
		(text) => navigator.clipboard.writeText(text),
		Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n')
	);
	await anna.page.locator('[role="application"]').focus();
	await anna.page.keyboard.press('Control+v');
	await expect.poll(async () => (await anna.items()).length).toBe(12);
	const places = new Set((await anna.items()).map((item) => item.pos.join()));
	expect(places.size).toBe(12);
	await anna.page.keyboard.press('Control+Shift+v');
	await expect.poll(async () => (await anna.items()).length).toBe(13);
	await anna.close();
});

test('blank notes are pulled from a stack onto the board, or taken by key', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await look(anna);
	await press(anna, '[role="application"]', 'n');
	const stacks = anna.page.getByRole('toolbar', { name: 'Stacks of blank notes' });
	const box = await stacks.getByRole('button', { name: 'Note: Pink' }).boundingBox();
	if (!box) throw new Error('there is no stack');
	const { mouse } = anna.page;
	await mouse.move(box.x + 10, box.y + 10);
	await mouse.down();
	await mouse.move(500, 400, { steps: 5 });
	await mouse.up();
	await expect(field(anna)).toBeFocused();
	await anna.page.keyboard.type('pulled');
	await anna.page.keyboard.press('Escape');
	await press(anna, '[role="application"]', 'n');
	const stack = stacks.getByRole('button', { name: 'Note: Yellow' });
	await stack.focus();
	await anna.page.keyboard.press('ArrowRight');
	await anna.page.keyboard.press('Enter');
	await expect(field(anna)).toBeFocused();
	await anna.page.keyboard.type('taken');
	await anna.page.keyboard.press('Escape');
	const items = await anna.items();
	expect(items.find((item) => item.text === 'pulled')).toMatchObject({ color: 'pink' });
	expect(items.find((item) => item.text === 'taken')).toMatchObject({ color: 'orange' });
	await anna.close();
});
