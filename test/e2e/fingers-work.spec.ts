import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import type { Place } from '../harness/fingers.ts';
import { note } from '../harness/people.ts';
import { look, phone as phoneAt, type Phone, type PhoneSeat } from '../harness/phone.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

/** Items on a phone: made, put in order and joined, by touch alone. */

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

const phone = (browser: Browser, items: Item[], seat: PhoneSeat = {}): Promise<Phone> =>
	phoneAt(browser, server, session, items, seat);

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

test('notes are pulled from a stack, snap, are placed by numbers, doubled, turned into shapes, tidied', async ({
	browser
}) => {
	const anna = await phone(browser, []);
	const { page, fingers } = anna;
	const field = page.locator('.stage textarea');
	const texts = async () => (await anna.items()).map(({ text }) => text);
	const textNamed = async (text: string) => (await anna.items()).find((one) => one.text === text)!;

	// Pulled to where the finger lifts, and written in at once.
	await fingers.tool('Note');
	const stacks = page.getByRole('toolbar', { name: 'Stacks of blank notes' });
	const pink = (await stacks.getByRole('button', { name: 'Note: Pink' }).boundingBox())!;
	expect(Math.min(pink.width, pink.height)).toBeGreaterThanOrEqual(44);
	await fingers.swipe([pink.x + 20, pink.y + 20], [150, 200]);
	await expect(field).toBeFocused();
	await page.keyboard.insertText('pulled');
	await fingers.tap([300, 640]);
	await expect.poll(texts).toEqual(['pulled']);
	const pulled = await textNamed('pulled');
	expect(pulled.color).toBe('pink');
	const at = await fingers.middleOf(pulled.id);
	expect(Math.hypot(at[0] - 150, at[1] - 200)).toBeLessThan(20);
	await fingers.tool('Note');
	await stacks.getByRole('button', { name: 'Note: Yellow' }).tap();
	await expect(field).toBeFocused();
	await page.keyboard.insertText('taken');
	await fingers.tap([40, 640]);
	await expect.poll(texts).toHaveLength(2);

	// By numbers.
	const taken = await textNamed('taken');
	await fingers.choose(taken.id, 'Position and size …');
	const numbers = dialog(page, 'Position and size …');
	await numbers.getByLabel('From the left').fill('0');
	await numbers.getByLabel('From the top').fill('400');
	await numbers.getByLabel('Width').fill('160');
	await numbers.getByRole('button', { name: 'Place', exact: true }).tap();
	await expect(numbers).toBeHidden();
	await expect.poll(async () => (await anna.item(taken.id))?.pos).toEqual([0, 400]);
	expect((await anna.item(taken.id))?.size[0]).toBe(160);

	// A finger that comes near its edge lines up with another; the grid is a switch.
	const drag = async (id: string, [dx, dy]: Place): Promise<void> => {
		const from = await fingers.middleOf(id);
		await fingers.swipe(from, [from[0] + dx, from[1] + dy]);
	};
	const pos = async (id: string) => (await anna.item(id))!.pos;
	const off = (await pos(pulled.id))[0] * 0.6 - 5;
	await drag(taken.id, [off, 0]);
	await expect.poll(async () => (await pos(taken.id))[0]).toBe(pulled.pos[0]);
	const view = page.getByRole('button', { name: 'View and snapping' });
	await view.tap();
	await page.getByRole('menuitemcheckbox', { name: 'Line up with other items' }).tap();
	await drag(taken.id, [-100, 0]);
	await drag(taken.id, [95, 0]);
	await expect
		.poll(async () => Math.round((await pos(taken.id))[0]))
		.toBeLessThan(pulled.pos[0] - 4);
	await view.tap();
	await page.getByRole('menuitemcheckbox', { name: 'Snap to the grid' }).tap();
	await drag(taken.id, [50, 20]);
	await expect.poll(async () => (await pos(taken.id)).map((place) => place % 24)).toEqual([0, 0]);

	// Doubled; all of them become shapes and stand in a grid.
	await fingers.choose(taken.id, 'Duplicate');
	await expect.poll(texts).toEqual(expect.arrayContaining(['pulled', 'taken', 'taken']));
	await fingers.choose([340, 640], 'Select everything');
	await fingers.act('Turn into shapes');
	await expect
		.poll(async () => (await anna.items()).map(({ type }) => type))
		.toEqual(['shape', 'shape', 'shape']);
	await fingers.choose(pulled.id, 'Tidy into a grid');
	const lines = async (axis: 0 | 1) => new Set((await anna.items()).map((item) => item.pos[axis]));
	await expect.poll(async () => [(await lines(0)).size, (await lines(1)).size]).toEqual([2, 2]);
	await anna.close();
});

test('a line is led around what is put in its way, ends elsewhere; the map; links as cards', async ({
	browser
}) => {
	const anna = await phone(
		browser,
		[
			note('left00000001', 'left', 0, 0),
			note('right0000001', 'right', 600, 0),
			{ ...note('wall00000001', 'wall', 340, 400), size: [120, 200] },
			note('distant00001', 'distant', 4000, 3000),
			{
				id: 'elbow0000001',
				type: 'connector',
				pos: [0, 0],
				size: [0, 0],
				z: 'a1',
				shape: 'elbow',
				from: { item: 'left00000001' },
				to: { item: 'right0000001' }
			}
		],
		{ zoom: 0.45 }
	);
	const { page, context, fingers } = anna;
	const height = () => page.evaluate(() => window.concordia!.rect('elbow0000001').height);
	expect(await height()).toBeLessThan(5);
	const wall = await fingers.middleOf('wall00000001');
	await fingers.swipe(wall, [wall[0], wall[1] - 0.45 * 400]);
	await expect.poll(height).toBeGreaterThan(50);
	// The line is tapped between the two, and its end pulled onto the wall.
	const left = await fingers.middleOf('left00000001');
	await fingers.tap([200, 600]);
	await fingers.tap([left[0] + 65, left[1]]);
	await expect(page.getByRole('button', { name: 'Style', exact: true })).toBeVisible();
	const rect = await page.evaluate(() => window.concordia!.rect('right0000001'));
	await fingers.swipe(
		[rect.x - 3, rect.y + rect.height / 2],
		await fingers.middleOf('wall00000001')
	);
	await expect
		.poll(async () => (await anna.item('elbow0000001'))?.to)
		.toEqual({ item: 'wall00000001' });

	await fingers.choose([200, 600], 'Map of the board');
	const map = page.getByRole('application', { name: 'Map of the board' });
	const box = (await map.boundingBox())!;
	await fingers.tap([box.x + box.width - 10, box.y + box.height - 10]);
	const x = () => page.evaluate(() => window.concordia!.camera.get().x);
	await expect.poll(x).toBeGreaterThan(3000);
	await fingers.swipe([box.x + box.width - 10, box.y + box.height - 10], [box.x + 10, box.y + 10]);
	await expect.poll(x).toBeLessThan(500);
	await page.getByRole('button', { name: 'Close the map' }).tap();
	await expect(map).toBeHidden();

	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.evaluate(() =>
		navigator.clipboard.writeText('https://example.org/health/annual-plan')
	);
	await look(anna, 0.6);
	await fingers.choose([200, 600], 'Paste');
	await expect
		.poll(async () => (await anna.items()).find(({ type }) => type === 'card')?.url)
		.toBe('https://example.org/health/annual-plan');
	const opened = context.waitForEvent('page');
	await page.getByRole('button', { name: 'Open the link in a new tab' }).tap();
	await (await opened).close();
	await anna.close();
});
