import type { Item } from '@concordia/board';
import { expect, test, type CDPSession } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { atBoard, insert, note, sit, type Person } from '../harness/people.ts';
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

type Place = readonly [x: number, y: number];

/** Board and page are the same size, with room at the left and above. */
async function look(...people: readonly Person[]): Promise<void> {
	for (const person of people) {
		await person.page.evaluate(() => window.concordia?.camera.set({ x: -200, y: -150, zoom: 1 }));
		await person.settled();
	}
}

async function seat(browser: Parameters<typeof sit>[0], name: string, more = {}): Promise<Person> {
	return sit(browser, server, session, {
		organization: 'PN',
		name,
		viewport: { width: 1400, height: 900 },
		...more
	});
}

async function itemOf(person: Person, id: string): Promise<Item | undefined> {
	return (await person.items()).find((item) => item.id === id);
}

async function middleOf(person: Person, id: string): Promise<Place> {
	const rect = await person.page.evaluate((item) => window.concordia?.rect(item), id);
	if (!rect) throw new Error(`${id} is nowhere`);
	return [rect.x + rect.width / 2, rect.y + rect.height / 2];
}

async function drag(person: Person, from: Place, to: Place): Promise<void> {
	const { mouse } = person.page;
	await mouse.move(...from);
	await mouse.down();
	await mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
	await mouse.move(...to, { steps: 4 });
	await mouse.up();
}

const posOf = async (person: Person, id: string): Promise<readonly number[] | undefined> =>
	(await itemOf(person, id))?.pos;

const frame = (id: string, x: number, size: readonly [number, number]): Item => ({
	id,
	type: 'frame',
	pos: [x, 0],
	size,
	z: 'a0',
	text: id
});

test('a group made by one is a group for everybody, in copies, and level by level', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna');
	const ben = await seat(browser, 'Ben', { organization: 'CC' });
	await insert(anna, [
		note('groupnote001', 'one', 0, 0),
		note('groupnote002', 'two', 260, 0),
		note('groupnote003', 'three', 520, 0)
	]);
	await look(anna, ben);
	await expect.poll(() => itemOf(ben, 'groupnote003')).toBeDefined();
	await anna.page.mouse.click(...(await middleOf(anna, 'groupnote001')));
	await anna.page.keyboard.down('Shift');
	await anna.page.mouse.click(...(await middleOf(anna, 'groupnote002')));
	await anna.page.keyboard.up('Shift');
	await anna.page.keyboard.press('Control+g');
	await expect.poll(async () => (await itemOf(ben, 'groupnote002'))?.groups?.length).toBe(1);

	const at = await middleOf(ben, 'groupnote001');
	await ben.page.keyboard.down('Control');
	await drag(ben, at, [at[0], at[1] + 300]);
	await ben.page.keyboard.up('Control');
	await expect.poll(() => posOf(anna, 'groupnote002')).toEqual([260, 300]);
	expect(await posOf(anna, 'groupnote003')).toEqual([520, 0]);

	await ben.page.keyboard.press('Control+d');
	await expect.poll(async () => (await ben.items()).length).toBe(5);
	const copies = (await ben.items()).filter(({ id }) => !id.startsWith('groupnote'));
	expect(new Set(copies.map(({ groups }) => groups?.[0])).size).toBe(1);
	expect(copies[0]!.groups).not.toEqual((await itemOf(ben, 'groupnote001'))!.groups);
	await ben.page.keyboard.press('Delete');
	await expect.poll(async () => (await ben.items()).length).toBe(3);

	// One level in with a double click, out with Esc, and the group is dissolved for both.
	await ben.page.mouse.dblclick(...(await middleOf(ben, 'groupnote001')));
	const count = ben.page.getByRole('toolbar').getByText('2 selected', { exact: true });
	await expect(count).toHaveCount(0);
	await ben.page.keyboard.press('Escape');
	await expect(count).toBeVisible();
	await ben.page.keyboard.press('Control+Shift+g');
	await expect.poll(async () => (await itemOf(anna, 'groupnote001'))?.groups).toBeUndefined();
	await Promise.all([anna.close(), ben.close()]);
});

test('what is locked stays as it is, and what the mediator locked only the mediator unlocks', async ({
	browser
}) => {
	const mediator = await seat(browser, 'Mediator', { organization: null });
	const anna = await seat(browser, 'Anna');
	await insert(anna, [note('locknote0001', 'mine', 0, 0), note('locknote0002', 'ours', 300, 0)]);
	await look(mediator, anna);
	await expect.poll(() => itemOf(mediator, 'locknote0002')).toBeDefined();

	await anna.page.mouse.click(...(await middleOf(anna, 'locknote0001')));
	await anna.page.keyboard.press('Shift+L');
	await expect.poll(async () => (await itemOf(mediator, 'locknote0001'))?.lock).toBe('open');
	await expect(anna.page.locator('.lock').getByText('Locked', { exact: true })).toBeVisible();
	const at = await middleOf(anna, 'locknote0001');
	await drag(anna, at, [at[0] + 90, at[1] + 300]);
	await anna.page.mouse.click(...at);
	await anna.page.keyboard.press('Delete');
	await anna.page.mouse.dblclick(...at);
	await expect(anna.page.locator('textarea')).toHaveCount(0);
	expect(await posOf(anna, 'locknote0001')).toEqual([0, 0]);
	await anna.page.getByRole('button', { name: 'Unlock' }).click();
	await expect.poll(async () => (await itemOf(anna, 'locknote0001'))?.lock).toBeUndefined();

	await mediator.page.mouse.click(...(await middleOf(mediator, 'locknote0002')), {
		button: 'right'
	});
	await mediator.page.getByRole('menuitem', { name: 'Lock for everybody but me' }).click();
	await expect.poll(async () => (await itemOf(anna, 'locknote0002'))?.lock).toBe('mediator');
	await anna.page.mouse.click(...(await middleOf(anna, 'locknote0002')));
	await expect(anna.page.getByText('Locked by the mediator')).toBeVisible();
	await expect(anna.page.getByRole('button', { name: 'Unlock' })).toHaveCount(0);
	await anna.page.keyboard.press('Delete');
	await anna.page.keyboard.press('Shift+L');
	await anna.settled();
	expect((await itemOf(mediator, 'locknote0002'))?.lock).toBe('mediator');
	// Everything but the locked one is caught by a drag over both.
	await drag(anna, [220, 130], [720, 390]);
	await expect(anna.page.locator('.lock')).toHaveCount(0);
	await Promise.all([mediator.close(), anna.close()]);
});

test('a note is turned by its handle, written in where it stands, and set upright by an action', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna');
	const ben = await seat(browser, 'Ben', { organization: 'CC' });
	await insert(anna, [note('turnnote0001', 'turned', 200, 150)]);
	await look(anna, ben);
	const middle = await middleOf(anna, 'turnnote0001');
	await anna.page.mouse.click(...middle);
	const knob: Place = [middle[0] - 122, middle[1] + 122];
	await anna.page.keyboard.down('Shift');
	await drag(anna, knob, [middle[0] - 122 - 60, middle[1] + 60]);
	await anna.page.keyboard.up('Shift');
	await expect.poll(async () => (await itemOf(ben, 'turnnote0001'))?.rotation).toBe(30);
	await anna.page.mouse.dblclick(...middle);
	const area = anna.page.locator('textarea');
	await expect(area).toBeFocused();
	expect(await area.evaluate((element) => element.style.transform)).toBe('rotate(30deg)');
	const box = (await area.boundingBox())!;
	expect(Math.abs(box.x + box.width / 2 - middle[0])).toBeLessThan(3);
	expect(Math.abs(box.y + box.height / 2 - middle[1])).toBeLessThan(3);
	await anna.page.keyboard.type('!');
	await expect.poll(async () => (await itemOf(ben, 'turnnote0001'))?.text).toBe('turned!');
	await anna.page.keyboard.press('Escape');
	await anna.page.keyboard.press('Control+k');
	await anna.page.getByRole('combobox').fill('upright');
	await anna.page.keyboard.press('Enter');
	await expect.poll(async () => (await itemOf(ben, 'turnnote0001'))?.rotation).toBeUndefined();
	await Promise.all([anna.close(), ben.close()]);
});

test('the grid is a switch in the view menu that is remembered; Ctrl suspends it', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna');
	await insert(anna, [note('gridnote0001', 'grid', 0, 0)]);
	await anna.page.getByRole('button', { name: 'View and snapping' }).click();
	await anna.page.getByRole('menuitemcheckbox', { name: 'Snap to the grid' }).click();
	const again = await atBoard('Anna', anna.page, anna.context, server, session.id);
	await look(again);
	const at = await middleOf(again, 'gridnote0001');
	await drag(again, at, [at[0] + 103, at[1] + 55]);
	await expect.poll(() => posOf(again, 'gridnote0001')).toEqual([96, 48]);
	await again.page.keyboard.down('Control');
	await drag(again, [at[0] + 96, at[1] + 48], [at[0] + 103, at[1] + 55]);
	await again.page.keyboard.up('Control');
	await expect.poll(() => posOf(again, 'gridnote0001')).toEqual([103, 55]);
	await anna.close();
});

test('a frame takes what is dropped on it, frames in frames move along, its title is written in place', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna');
	await insert(anna, [
		frame('outerframe01', 0, [520, 500]),
		{ ...frame('innerframe01', 40, [300, 300]), pos: [40, 60], parent: 'outerframe01' },
		note('framednote01', 'in', 560, 200)
	]);
	await look(anna);
	const at = await middleOf(anna, 'framednote01');
	const target = await middleOf(anna, 'innerframe01');
	await anna.page.keyboard.down('Control');
	await drag(anna, at, target);
	await anna.page.keyboard.up('Control');
	await expect.poll(async () => (await itemOf(anna, 'framednote01'))?.parent).toBe('innerframe01');
	const placed = (await posOf(anna, 'framednote01'))!;
	const outer = await anna.page.evaluate(() => window.concordia?.rect('outerframe01'));
	const title: Place = [outer!.x + 30, outer!.y - 12];
	await anna.page.keyboard.press('Escape');
	await anna.page.keyboard.down('Control');
	await drag(anna, title, [title[0] + 60, title[1] + 40]);
	await anna.page.keyboard.up('Control');
	await expect.poll(() => posOf(anna, 'innerframe01')).toEqual([100, 100]);
	expect(await posOf(anna, 'framednote01')).toEqual([placed[0]! + 60, placed[1]! + 40]);
	await anna.page.mouse.dblclick(title[0] + 60, title[1] + 40);
	await expect(anna.page.locator('textarea')).toBeFocused();
	await anna.page.keyboard.type(' renamed');
	await expect
		.poll(async () => (await itemOf(anna, 'outerframe01'))?.text)
		.toBe('outerframe01 renamed');
	await anna.close();
});

test('two hands at one note: the last release counts; what is removed under a hand ends its drag', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna');
	const ben = await seat(browser, 'Ben', { organization: 'CC' });
	await insert(anna, [note('twohands0001', 'ours', 200, 100)]);
	await look(anna, ben);
	await expect.poll(() => itemOf(ben, 'twohands0001')).toBeDefined();
	const at = await middleOf(anna, 'twohands0001');
	// Both take it before either has moved it away.
	for (const { page } of [anna, ben]) {
		await page.mouse.move(...at);
		await page.mouse.down();
	}
	await anna.page.mouse.move(at[0] + 200, at[1], { steps: 5 });
	await ben.page.mouse.move(at[0], at[1] + 200, { steps: 5 });
	await anna.page.mouse.up();
	await expect.poll(() => posOf(ben, 'twohands0001')).toEqual([400, 100]);
	// Under Ben's hand it has not moved.
	expect(await middleOf(ben, 'twohands0001')).toEqual([at[0], at[1] + 200]);
	await ben.page.mouse.up();
	await expect.poll(() => posOf(anna, 'twohands0001')).toEqual([200, 300]);

	await ben.page.mouse.move(at[0], at[1] + 200);
	await ben.page.mouse.down();
	await ben.page.mouse.move(at[0] + 100, at[1] + 100, { steps: 4 });
	await anna.page.evaluate(() => window.concordia?.remove(['twohands0001']));
	await expect(ben.page.getByText(/has just been removed by somebody else/).first()).toBeVisible();
	await ben.page.mouse.up();
	expect(await ben.items()).toEqual([]);
	await Promise.all([anna.close(), ben.close()]);
});

interface Finger {
	readonly x: number;
	readonly y: number;
}

async function touch(
	cdp: CDPSession,
	type: 'touchStart' | 'touchMove' | 'touchEnd',
	...fingers: readonly Finger[]
): Promise<void> {
	const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }));
	await cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
}

test('fingers: two zoom and pan together, a long press opens the menu, corners are large enough to hit', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna', { touch: true });
	await insert(anna, [note('touchnote001', 'touch', 0, 0)]);
	await look(anna);
	const cdp = await anna.context.newCDPSession(anna.page);
	const [x, y] = await middleOf(anna, 'touchnote001');

	await touch(cdp, 'touchStart', { x, y });
	await expect(anna.page.getByRole('menu').getByRole('menuitem').first()).toBeVisible();
	await touch(cdp, 'touchEnd');
	await anna.page.keyboard.press('Escape');

	// A finger that misses the corner by 18 pixels still has it.
	await touch(cdp, 'touchStart', { x, y });
	await touch(cdp, 'touchEnd');
	const corner = { x: x + 118, y: y + 118 };
	await touch(cdp, 'touchStart', corner);
	for (const step of [20, 40, 60]) {
		await touch(cdp, 'touchMove', { x: corner.x + step, y: corner.y + step });
	}
	await touch(cdp, 'touchEnd');
	await expect.poll(async () => (await itemOf(anna, 'touchnote001'))?.size[0]).toBeGreaterThan(245);

	const before = await anna.page.evaluate(() => window.concordia!.camera.get());
	await touch(cdp, 'touchStart', { x: 500, y: 600 }, { x: 700, y: 600 });
	for (const step of [1, 2, 3, 4]) {
		await touch(
			cdp,
			'touchMove',
			{ x: 500 - 25 * step, y: 600 - 20 * step },
			{ x: 700 + 25 * step, y: 600 - 20 * step }
		);
	}
	await touch(cdp, 'touchEnd');
	const after = await anna.page.evaluate(() => window.concordia!.camera.get());
	expect(after.zoom / before.zoom).toBeCloseTo(2, 1);
	expect(after.y).toBeGreaterThan(before.y);
	await anna.close();
});

test('fingers choose several by taps, copy them and paste them by the menu', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna', { touch: true });
	await insert(anna, [note('tapnote00001', 'one', 0, 0), note('tapnote00002', 'two', 300, 0)]);
	await look(anna);
	const { page } = anna;
	const cdp = await anna.context.newCDPSession(page);
	const menu = page.getByRole('menu', { name: 'Actions' });
	const hold = async ([x, y]: Place): Promise<void> => {
		await touch(cdp, 'touchStart', { x, y });
		await expect(menu).toBeVisible();
		await touch(cdp, 'touchEnd');
	};

	await hold(await middleOf(anna, 'tapnote00001'));
	await menu.getByRole('menuitem', { name: 'Choose several' }).tap();
	const done = page.getByRole('button', { name: 'Done' });
	await expect(done.first()).toBeVisible();
	await page.touchscreen.tap(...(await middleOf(anna, 'tapnote00002')));
	await expect(page.getByText('2 selected').first()).toBeVisible();
	// A tap beside them takes nothing away; one on an item does.
	await page.touchscreen.tap(400, 700);
	await page.touchscreen.tap(...(await middleOf(anna, 'tapnote00002')));
	await expect(page.getByText('1 selected').first()).toBeVisible();
	await page.touchscreen.tap(...(await middleOf(anna, 'tapnote00002')));
	await expect(page.getByText('2 selected').first()).toBeVisible();
	await page.getByRole('button', { name: 'Actions', exact: true }).tap();
	await menu.getByRole('menuitem', { name: 'Copy', exact: true }).tap();
	await done.first().tap();
	await expect(done).toHaveCount(0);

	await hold([500, 750]);
	await menu.getByRole('menuitem', { name: 'Paste' }).tap();
	await expect.poll(async () => (await anna.items()).length).toBe(4);

	// A finger that moves on from its rest spans what is chosen: the menu makes room.
	const before = await page.evaluate(() => window.concordia!.camera.get());
	await touch(cdp, 'touchStart', { x: 900, y: 720 });
	await expect(menu).toBeVisible();
	await touch(cdp, 'touchMove', { x: 400, y: 400 });
	await touch(cdp, 'touchMove', { x: 90, y: 120 });
	await expect(menu).toBeHidden();
	await touch(cdp, 'touchEnd');
	await expect(page.getByText('4 selected').first()).toBeVisible();
	expect(await page.evaluate(() => window.concordia!.camera.get())).toEqual(before);
	const texts = (await anna.items()).map(({ text }) => text ?? '');
	expect(texts.toSorted((a, b) => a.localeCompare(b))).toEqual(['one', 'one', 'two', 'two']);
	await anna.close();
});

test('once a pen has been used fingers move the board, until the switch says otherwise', async ({
	browser
}) => {
	const anna = await seat(browser, 'Anna', { touch: true });
	await insert(anna, [note('pennote00001', 'pen', 0, 0)]);
	await look(anna);
	const cdp = await anna.context.newCDPSession(anna.page);
	const pen = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number) => {
		await cdp.send('Input.dispatchMouseEvent', {
			type,
			x,
			y: 650,
			button: 'left',
			buttons: 1,
			clickCount: 1,
			pointerType: 'pen',
			force: 0.5
		});
	};
	await anna.page.mouse.click(700, 700);
	await anna.page.keyboard.press('p');
	await pen('mousePressed', 600);
	await pen('mouseMoved', 660);
	await pen('mouseMoved', 720);
	await pen('mouseReleased', 720);
	await expect.poll(async () => (await anna.items()).some(({ type }) => type === 'ink')).toBe(true);
	await expect(anna.page.getByText(/A pen was found/).first()).toBeVisible();
	await anna.page.keyboard.press('v');
	const [x, y] = await middleOf(anna, 'pennote00001');
	const swipe = async (): Promise<void> => {
		await touch(cdp, 'touchStart', { x, y });
		for (const step of [10, 40, 80]) await touch(cdp, 'touchMove', { x: x + step, y });
		await touch(cdp, 'touchEnd');
	};
	await expect(async () => {
		const from = await anna.page.evaluate(() => window.concordia!.camera.get().x);
		await swipe();
		const to = await anna.page.evaluate(() => window.concordia!.camera.get().x);
		expect(to).toBeLessThan(from);
	}).toPass();
	expect(await posOf(anna, 'pennote00001')).toEqual([0, 0]);
	await anna.page.getByRole('button', { name: 'View and snapping' }).click();
	await anna.page.getByRole('menuitemcheckbox', { name: 'Fingers only move the board' }).click();
	await look(anna);
	await swipe();
	await expect.poll(async () => (await posOf(anna, 'pennote00001'))?.[0]).toBeGreaterThan(60);
	await anna.close();
});

test('on a phone fingers write with marks, draw shapes and lines, fill a table, ink, comment and react', async ({
	browser
}) => {
	test.slow();
	const anna = await seat(browser, 'Anna', {
		touch: true,
		viewport: { width: 390, height: 844 }
	});
	const { page } = anna;
	await insert(anna, [note('fingernote01', 'One plan', 0, 0)]);
	await page.getByRole('navigation').getByRole('button', { name: 'Board', exact: true }).tap();
	// The note is at the upper left, with free board below and on the right.
	await page.evaluate(() => window.concordia?.camera.set({ x: -40, y: -140, zoom: 0.7 }));
	await anna.settled();
	const cdp = await anna.context.newCDPSession(page);
	const tools = page.getByRole('toolbar', { name: 'Tools' });
	const tool = (name: string): Promise<void> =>
		tools.getByRole('button', { name, exact: true }).tap();
	const chosen = page.getByRole('toolbar', { name: 'Actions for the selected item' });
	const menu = page.getByRole('menu', { name: 'Actions' });
	const field = page.locator('.stage textarea');
	const drawn = async (type: string): Promise<Item | undefined> =>
		(await anna.items()).find((item) => item.type === type);
	const swipe = async (from: Place, to: Place): Promise<void> => {
		await touch(cdp, 'touchStart', { x: from[0], y: from[1] });
		for (const part of [0.2, 0.6, 1]) {
			const at = { x: from[0] + (to[0] - from[0]) * part, y: from[1] + (to[1] - from[1]) * part };
			await touch(cdp, 'touchMove', at);
		}
		// It comes to rest: the tap after a finger that was flung off only stops the movement.
		await page.waitForTimeout(80);
		await touch(cdp, 'touchMove', { x: to[0], y: to[1] });
		await touch(cdp, 'touchEnd');
	};
	const hold = async (id: string, action: string): Promise<void> => {
		const [x, y] = await middleOf(anna, id);
		await touch(cdp, 'touchStart', { x, y });
		await expect(menu).toBeVisible();
		await touch(cdp, 'touchEnd');
		await menu.getByRole('menuitem', { name: action }).tap();
	};

	// Two taps open the text; a mark is set by a tap and the field stays open.
	const place = await middleOf(anna, 'fingernote01');
	await expect(async () => {
		await page.touchscreen.tap(...place);
		await page.touchscreen.tap(...place);
		await expect(field).toBeFocused({ timeout: 1000 });
	}).toPass();
	await field.selectText();
	await page
		.getByRole('toolbar', { name: 'Text format' })
		.getByRole('button', { name: 'Bold' })
		.tap();
	await expect(field).toBeFocused();
	await expect(field).toHaveValue('**One plan**');
	await page.touchscreen.tap(340, 620);
	await expect(field).toHaveCount(0);
	await expect.poll(async () => (await itemOf(anna, 'fingernote01'))?.text).toBe('**One plan**');

	// A shape, drawn and labelled.
	await tool('Shape');
	await page.getByRole('button', { name: 'Cloud' }).tap();
	await swipe([220, 420], [360, 520]);
	await expect(field).toBeFocused();
	await page.keyboard.insertText('weather');
	await page.touchscreen.tap(60, 640);
	await expect.poll(() => drawn('shape')).toMatchObject({ shape: 'cloud', text: 'weather' });
	const shape = (await drawn('shape'))!.id;

	// A connector from one to the other, its looks, the side it ends at and its label.
	await tool('Arrow');
	await swipe(await middleOf(anna, 'fingernote01'), await middleOf(anna, shape));
	await expect
		.poll(() => drawn('connector'))
		.toMatchObject({ from: { item: 'fingernote01' }, to: { item: shape } });
	const line = (await drawn('connector'))!.id;
	await chosen.getByRole('button', { name: 'Style', exact: true }).tap();
	const panel = page.getByRole('dialog', { name: 'Style' });
	await panel.getByRole('button', { name: 'With corners' }).tap();
	await panel.getByRole('toolbar', { name: 'Start' }).getByRole('button', { name: 'Dot' }).tap();
	await panel.getByRole('button', { name: 'Dashed' }).tap();
	await panel.getByRole('button', { name: 'Width 4' }).tap();
	await panel.getByLabel('Ends at side').selectOption('Above');
	await expect
		.poll(() => itemOf(anna, line))
		.toMatchObject({
			shape: 'elbow',
			headFrom: 'dot',
			dash: 'dashed',
			stroke: 4,
			to: { item: shape, side: 'top' }
		});
	await page.touchscreen.tap(30, 500);
	await expect(panel).toBeHidden();
	await page.touchscreen.tap(290, 340);
	await chosen.getByRole('button', { name: 'Edit text' }).tap();
	await expect(field).toBeFocused();
	await page.keyboard.insertText('feeds');
	await page.touchscreen.tap(60, 640);
	await expect.poll(async () => (await itemOf(anna, line))?.text).toBe('feeds');

	// Ink, the highlighter and the eraser.
	await tool('Pen');
	await swipe([60, 560], [160, 580]);
	await tool('Highlighter');
	await swipe([60, 620], [160, 630]);
	await expect
		.poll(async () => (await anna.items()).filter(({ type }) => type === 'ink').length)
		.toBe(2);
	await tool('Eraser');
	await swipe([110, 540], [110, 600]);
	await expect.poll(() => drawn('ink')).toMatchObject({ brush: 'marker' });
	await tool('Select');

	// What was done last is taken back and done again by buttons.
	await page.getByRole('button', { name: 'Undo my last change' }).tap();
	await expect
		.poll(async () => (await anna.items()).filter(({ type }) => type === 'ink').length)
		.toBe(2);
	await page.getByRole('button', { name: 'Redo' }).tap();
	await expect
		.poll(async () => (await anna.items()).filter(({ type }) => type === 'ink').length)
		.toBe(1);

	// A comment and a reaction, from the menu of a long press.
	await hold('fingernote01', 'React');
	await page
		.getByRole('dialog', { name: /^React to/ })
		.getByRole('button', { name: /^Agree/ })
		.tap();
	await expect.poll(async () => (await itemOf(anna, 'fingernote01'))?.reactions).toHaveLength(1);
	await page.keyboard.press('Escape');
	await hold('fingernote01', 'Comment');
	await expect(page.getByRole('combobox', { name: 'Comment' })).toBeVisible();
	await page.getByRole('combobox', { name: 'Comment' }).tap();
	await page.keyboard.insertText('Who leads it?');
	await page.getByRole('button', { name: 'Send' }).tap();
	await expect(page.getByRole('article')).toContainText('Who leads it?');
	await page.getByRole('navigation').getByRole('button', { name: 'Board', exact: true }).tap();
	await expect(page.getByRole('button', { name: 'Comment on “One plan”' })).toBeVisible();

	// A frame around a piece of the board, and a table with a cell and a row more.
	await page.evaluate(() => window.concordia?.camera.set({ x: 2000, y: 0, zoom: 0.7 }));
	await tool('Frame');
	await swipe([40, 260], [340, 520]);
	await expect.poll(() => drawn('frame')).toBeDefined();
	await chosen.getByRole('button', { name: 'Edit text' }).tap();
	await expect(field).toBeFocused();
	await page.keyboard.insertText('Causes');
	await page.touchscreen.tap(60, 640);
	await expect.poll(async () => (await drawn('frame'))?.text).toBe('Causes');
	await page.evaluate(() => window.concordia?.camera.set({ x: 4000, y: 0, zoom: 0.7 }));
	await tool('Table');
	await expect(page.locator('[data-cell="0 0"]')).toBeFocused();
	await page.locator('[data-cell="1 1"]').tap();
	await page.locator('[data-cell="1 1"]').tap();
	await page.keyboard.insertText('by finger');
	await page.getByRole('button', { name: 'Rows and columns' }).tap();
	await page.getByRole('menuitem', { name: 'Add a row below' }).tap();
	await expect.poll(async () => (await drawn('table'))?.rows?.length).toBe(4);
	const more = page.getByRole('button', { name: 'Add a row at the end' });
	const plus = await more.evaluate((button) => {
		const words = document.createRange();
		words.selectNodeContents(button);
		const [inner, outer] = [words.getBoundingClientRect(), button.getBoundingClientRect()];
		const off = inner.x + inner.width / 2 - (outer.x + outer.width / 2);
		return { off: Math.abs(off), width: outer.width };
	});
	expect(plus).toEqual({ off: expect.closeTo(0, 0), width: 44 });
	await expect
		.poll(async () => Object.values((await drawn('table'))?.cells ?? {}))
		.toContain('by finger');
	await anna.close();
});
