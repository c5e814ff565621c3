import { expect, test, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { hasBeam } from '../harness/beam.ts';
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

/** Board and screen agree: the board's origin lies at the same place of the page for everybody. */
const origin = { x: -60, y: -150, zoom: 1 };

async function look(person: Person): Promise<void> {
	await person.page.evaluate((camera) => window.concordia?.camera.set(camera), origin);
	await person.page.getByRole('application').focus();
	await person.settled();
}

/** Where a place on the board is on the page. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
	const stage = await page.getByRole('application').boundingBox();
	if (!stage) throw new Error('there is no board on the page');
	return [stage.x + x - origin.x, stage.y + y - origin.y];
}

async function drag(
	page: Page,
	from: readonly [number, number],
	to: readonly [number, number],
	key?: string
): Promise<void> {
	await page.mouse.move(...(await at(page, ...from)));
	if (key) await page.keyboard.down(key);
	await page.mouse.down();
	await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)));
	await page.mouse.move(...(await at(page, ...to)), { steps: 4 });
	await page.mouse.up();
	if (key) await page.keyboard.up(key);
}

async function only(person: Person, type: string): Promise<Item | undefined> {
	return (await person.items()).find((item) => item.type === type);
}

/** How tall the way of the elbow is. */
function heightFor(person: Person): Promise<number | undefined> {
	return person.page.evaluate(() => window.concordia?.rect('elbow0000001').height);
}

async function two(browser: Parameters<typeof sit>[0]): Promise<[Person, Person]> {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	for (const person of [anna, ben]) await look(person);
	return [anna, ben];
}

test('a connector is drawn, restyled, labelled, bound to a side and seen by the other', async ({
	browser
}) => {
	const [anna, ben] = await two(browser);
	await insert(anna, [note('left00000001', 'from', 0, 0), note('right0000001', 'to', 400, 0)]);
	await anna.page.keyboard.press('a');
	// Into the middle of the right note's lower side: bound to that side.
	await drag(anna.page, [100, 100], [500, 199]);
	await expect
		.poll(async () => (await only(ben, 'connector'))?.to)
		.toEqual({ item: 'right0000001', side: 'bottom' });
	expect((await only(ben, 'connector'))?.from).toEqual({ item: 'left00000001' });

	await anna.page.getByRole('button', { name: 'Style', exact: true }).click();
	const panel = anna.page.getByRole('dialog', { name: 'Style' });
	await panel.getByRole('button', { name: 'With corners' }).click();
	await panel.getByRole('toolbar', { name: 'Start' }).getByRole('button', { name: 'Dot' }).click();
	await panel
		.getByRole('toolbar', { name: 'End' })
		.getByRole('button', { name: 'Triangle' })
		.click();
	await panel.getByRole('button', { name: 'Dashed' }).click();
	await panel.getByRole('button', { name: 'Width 4' }).click();
	await panel.getByLabel('Ends at side').selectOption('Above');
	await expect
		.poll(async () => only(ben, 'connector'))
		.toMatchObject({
			shape: 'elbow',
			headFrom: 'dot',
			headTo: 'triangle',
			dash: 'dashed',
			stroke: 4,
			to: { item: 'right0000001', side: 'top' }
		});
	// By keyboard: the arrows walk, Enter chooses.
	await panel.getByRole('button', { name: 'With corners' }).focus();
	await anna.page.keyboard.press('ArrowLeft');
	await anna.page.keyboard.press('Enter');
	await expect.poll(async () => (await only(ben, 'connector'))?.shape).toBe('curved');
	await anna.page.keyboard.press('Escape');
	await expect(panel).toBeHidden();

	const id = (await only(anna, 'connector'))!.id;
	await anna.page.getByRole('application').focus();
	await anna.page.keyboard.press('Enter');
	await anna.page.keyboard.type('feeds');
	await anna.page.keyboard.press('Escape');
	await expect.poll(async () => (await only(ben, 'connector'))?.text).toBe('feeds');

	// The next one looks the same, and with Ctrl it is bound to nothing.
	await anna.page.keyboard.press('Escape');
	await anna.page.keyboard.press('a');
	await drag(anna.page, [20, 300], [100, 100], 'Control');
	await expect
		.poll(async () =>
			(await anna.items()).find((item) => item.type === 'connector' && item.id !== id)
		)
		.toMatchObject({ headTo: 'triangle', dash: 'dashed', from: { point: [20, 300] } });
	const free = (await anna.items()).find((item) => item.type === 'connector' && item.id !== id);
	expect(free?.to).toEqual({ point: [100, 100] });
	await Promise.all([anna.close(), ben.close()]);
});

test('an elbow makes way for what the other drags in between, and an end is bound anew by hand', async ({
	browser
}) => {
	const [anna, ben] = await two(browser);
	await insert(anna, [
		note('left00000001', 'left', 0, 0),
		note('right0000001', 'right', 500, 0),
		note('wall00000001', 'wall', 250, 300),
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
	]);
	await expect.poll(async () => (await ben.items()).length).toBe(4);
	expect(await heightFor(anna)).toBeLessThan(5);
	await drag(ben.page, [350, 400], [350, 110]);
	// Around the wall it takes more than the half of the wall.
	for (const person of [anna, ben]) {
		await expect.poll(() => heightFor(person)).toBeGreaterThan(90);
	}
	await anna.page.evaluate(() => window.concordia?.select(['elbow0000001']));
	await anna.page.mouse.move(...(await at(anna.page, 496, 100)));
	await anna.page.mouse.down();
	await anna.page.mouse.move(...(await at(anna.page, 400, 250)), { steps: 3 });
	await anna.page.mouse.move(...(await at(anna.page, 300, 60)), { steps: 3 });
	await anna.page.mouse.up();
	await expect
		.poll(async () => (await ben.items()).find((item) => item.id === 'elbow0000001')?.to)
		.toEqual({ item: 'wall00000001' });
	await Promise.all([anna.close(), ben.close()]);
});

test('shapes are picked, drawn, labelled and changed', async ({ browser }) => {
	const [anna, ben] = await two(browser);
	const { page } = anna;
	await page.getByRole('button', { name: 'Shape', exact: true }).click();
	await page.getByRole('button', { name: 'Cloud' }).click();
	await drag(page, [0, 0], [240, 160]);
	await page.keyboard.type('weather');
	await page.keyboard.press('Escape');
	await expect
		.poll(async () => only(ben, 'shape'))
		.toMatchObject({ shape: 'cloud', text: 'weather', size: [240, 160] });
	await page.getByRole('button', { name: 'Style', exact: true }).click();
	const panel = page.getByRole('dialog', { name: 'Style' });
	await panel.getByRole('button', { name: 'Hexagon' }).click();
	await panel.getByRole('button', { name: 'Outline only' }).click();
	await expect
		.poll(async () => only(ben, 'shape'))
		.toMatchObject({ shape: 'hexagon', fill: 'none', text: 'weather' });
	await page.keyboard.press('Escape');
	// One step of undo for each choice.
	await page.getByRole('application').focus();
	await page.keyboard.press('Control+z');
	await expect.poll(async () => (await only(ben, 'shape'))?.fill).toBeUndefined();
	expect((await only(anna, 'shape'))?.shape).toBe('hexagon');
	// The corner outside the outline is the board; the key takes the last shape in hand again.
	await page.keyboard.press('Escape');
	await page.mouse.click(...(await at(page, 4, 4)));
	await expect(page.getByRole('toolbar', { name: /selected|selection/i })).toHaveCount(0);
	await page.keyboard.press('s');
	await page.mouse.click(...(await at(page, 500, 100)));
	await expect
		.poll(async () => (await anna.items()).filter((item) => item.shape === 'hexagon').length)
		.toBe(2);
	await Promise.all([anna.close(), ben.close()]);
});

test('ink, highlighter and eraser; a laser is seen by the other and leaves no trace', async ({
	browser
}) => {
	const [anna, ben] = await two(browser);
	const { page } = anna;
	await page.keyboard.press('m');
	await drag(page, [0, 0], [200, 20]);
	await page.keyboard.press('p');
	await drag(page, [0, 100], [200, 120]);
	await expect.poll(async () => (await ben.items()).length).toBe(2);
	const [marker, pen] = (await ben.items()).toSorted((a, b) => a.pos[1] - b.pos[1]);
	expect(marker).toMatchObject({ type: 'ink', brush: 'marker', color: 'yellow' });
	expect(pen?.['brush']).toBeUndefined();
	await page.keyboard.press('e');
	await drag(page, [100, 60], [100, 160]);
	await expect.poll(async () => (await ben.items()).map((item) => item.id)).toEqual([marker!.id]);

	await page.keyboard.press('k');
	await page.mouse.move(...(await at(page, 100, 250)));
	await page.mouse.down();
	let points = 0;
	await expect(async () => {
		points += 1;
		await page.mouse.move(...(await at(page, 100 + (points % 20) * 10, 250 + (points % 7) * 5)));
		expect(await hasBeam(ben.page)).toBe(true);
	}).toPass({ timeout: 20_000 });
	await page.mouse.up();
	await expect.poll(() => hasBeam(ben.page)).toBe(false);
	expect((await ben.items()).length).toBe(1);
	await Promise.all([anna.close(), ben.close()]);
});

test('near by all is made of elements, in the order in which it lies; a larger window shows more', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, {
		organization: 'PN',
		name: 'Physician',
		viewport: { width: 1000, height: 700 }
	});
	const { page } = anna;
	await insert(anna, [
		{
			id: 'nearframe001',
			type: 'frame',
			pos: [-20, -20],
			size: [700, 300],
			z: 'a0',
			text: 'Frame'
		},
		{ ...note('nearnote0001', 'Below', 0, 0), z: 'a1' },
		{
			id: 'nearink00001',
			type: 'ink',
			pos: [50, 50],
			size: [200, 40],
			z: 'a2',
			points: [0, 0, 0.5, 100, 40, 0.5, 200, 0, 0.5]
		},
		{ ...note('nearnote0002', 'Above', 150, 0), z: 'a3' },
		{ ...note('nearnote0003', 'Far', 1700, 0), z: 'a4' }
	]);
	await look(anna);
	const levels = (): Promise<(number | null)[]> =>
		page.evaluate(() => {
			const nodes = [...document.querySelectorAll<HTMLElement>('[role="application"] > div > div')];
			const level = (is: (node: HTMLElement) => boolean): number | null =>
				Number(nodes.find(is)?.style.zIndex ?? Number.NaN);
			return [
				level(({ textContent }) => textContent === 'Frame'),
				level(({ textContent }) => textContent === 'Below'),
				level((node) => node.textContent === '' && node.querySelector('path') !== null),
				level(({ textContent }) => textContent === 'Above')
			];
		});
	await expect.poll(levels).not.toContain(Number.NaN);
	const found = await levels();
	expect(found).toEqual(found.toSorted((a, b) => a! - b!));
	const canvases = page.locator('[role="application"] > canvas');
	await expect(canvases.nth(0)).toBeVisible();
	await expect(canvases.nth(1)).toBeHidden();
	const far = page.getByRole('application').getByText('Far');
	await expect(far).toBeHidden();
	await page.setViewportSize({ width: 2200, height: 700 });
	await expect(far).toBeVisible();
	await anna.close();
});

test('while zooming, a line that reaches far is painted, above what it lies over', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const { page } = anna;
	await insert(anna, [
		{ ...note('overnote0001', 'Below', 0, 0), z: 'a1' },
		{
			id: 'longline0001',
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			z: 'a2',
			from: { point: [-9000, 100] },
			to: { point: [9000, 100] }
		}
	]);
	await look(anna);
	const board = page.getByRole('application');
	const line = board.locator('svg path[d*="-9000"]');
	await expect(line).toHaveCount(1);
	/** How often the line is an element after one step of zooming, and whether the upper canvas shows something. */
	const step = (): Promise<{ paths: number; isAbove: boolean }> =>
		page.evaluate(async () => {
			const stage = document.querySelector<HTMLElement>('[role="application"]')!;
			const { left, top } = stage.getBoundingClientRect();
			const [clientX, clientY] = [left + 160, top + 250];
			const init = { deltaY: -8, ctrlKey: true, clientX, clientY, bubbles: true, cancelable: true };
			stage.lastElementChild!.dispatchEvent(new WheelEvent('wheel', init));
			for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
			const canvas = [...stage.querySelectorAll<HTMLCanvasElement>(':scope > canvas')].at(-1)!;
			const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
			return {
				paths: stage.querySelectorAll('svg path[d*="-9000"]').length,
				isAbove: data.some((value, n) => n % 4 === 3 && value > 200)
			};
		});
	await expect.poll(step).toEqual({ paths: 0, isAbove: true });
	await expect(line).toHaveCount(1);
	await anna.close();
});
