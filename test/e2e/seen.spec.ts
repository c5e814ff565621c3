import { expect, test, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { applySeen, SeenLog, type SeenGrade, type SeenLines } from '@concordia/transparency';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { atBoard, insert, note, sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
	session = await createSession(server);
});
test.afterAll(async () => {
	await server.stop();
});

/** What anybody can count from the log. */
async function recorded(page: Page): Promise<SeenLog> {
	const text = await page.evaluate(async (id) => {
		return (await fetch(`/api/sessions/${id}/seen`)).text();
	}, session.id);
	const log = new SeenLog(session.id);
	applySeen(log, JSON.parse(text) as SeenLines);
	return log;
}

/** Waits until the log says so; the grades of the others are then as the test looks at them. */
async function until(page: Page, id: string, organization: string): Promise<SeenLog> {
	const grade = async (): Promise<SeenGrade> => (await recorded(page)).gradeOf(id, organization);
	await expect.poll(grade, { timeout: 40_000 }).toBe('displayed');
	return recorded(page);
}

const look = (person: Person, zoom: number): Promise<void> =>
	person.page.evaluate((to) => window.concordia?.camera.set({ x: -60, y: -60, zoom: to }), zoom);

/** Puts a window of a person away, or takes it up again. The browser itself takes the focus from it. */
async function putAway(page: Page, isAway: boolean): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const { windowId } = await devtools.send('Browser.getWindowForTarget');
	const windowState = isAway ? 'minimized' : 'normal';
	// Pages of tests are told to think that they have it, whatever the browser knows.
	await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: !isAway });
	await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
	await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(!isAway);
}

const paragraphs: Item = {
	id: 'agreement001',
	type: 'document',
	pos: [900, 0],
	size: [300, 300],
	z: 'a0',
	doc: ['What we share', 'What we keep'].map((text, at) => ({
		type: 'paragraph',
		attrs: { id: `p${at}` },
		content: [{ text }]
	}))
};

test('only what was on a screen is recorded as that: not under others, not from afar, not in a window that was put away', async ({
	browser
}) => {
	test.slow();
	// Without room for the outline: there, too, items are on the screen.
	const viewport = { width: 1000, height: 700 };
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna', viewport });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben', viewport });
	await look(anna, 0.15);
	await look(ben, 1);
	await insert(anna, [
		note('plainnote001', 'Too few translators', 0, 0),
		note('undernote001', 'Nobody is told', 300, 0),
		{ ...note('overnote0001', 'Too much paperwork', 310, 10), z: 'a5' },
		paragraphs
	]);
	await ben.page.mouse.move(500, 600);
	const first = await until(ben.page, 'plainnote001', 'CC');
	expect(first.gradeOf('overnote0001', 'CC')).toBe('displayed');
	expect(first.gradeOf('undernote001', 'CC')).toBe('delivered');
	expect(first.gradeOf(paragraphs.id, 'CC')).toBe('delivered');
	// From afar nothing can be read.
	expect(first.gradeOf('plainnote001', 'PN')).toBe('delivered');

	// Ben works in another window, on a second screen, with the first one put away.
	const screen = await ben.context.newPage();
	const other = await atBoard('Ben', screen, ben.context, server, session.id);
	await screen.evaluate(() => window.concordia?.camera.set({ x: 5000, y: -60, zoom: 1 }));
	await putAway(ben.page, true);
	await screen.mouse.move(500, 600);
	await insert(anna, [
		note('latenote0001', 'Written meanwhile', 0, 300),
		note('elsewhere001', 'On the other screen', 5100, 0)
	]);
	await look(anna, 1);
	await anna.page.mouse.move(500, 600);
	await until(anna.page, 'latenote0001', 'PN');
	const second = await until(anna.page, 'elsewhere001', 'CC');
	expect(second.gradeOf('plainnote001', 'PN')).toBe('displayed');
	// It was sent to Ben, and lay in the window that he was not at.
	expect(second.gradeOf('latenote0001', 'CC')).toBe('delivered');
	await other.page.close();
	await putAway(ben.page, false);

	// Anna reads the document on its page, paragraph by paragraph.
	const reading = await anna.context.newPage();
	await reading.goto(`${server.url}/s/${session.id}/d/${paragraphs.id}`);
	await expect(reading.getByText('What we keep').first()).toBeVisible();
	await reading.mouse.move(300, 300);

	// Ben sees what is missing, and jumps to it.
	await ben.page.mouse.move(400, 500);
	await ben.page.getByRole('button', { name: 'Menu', exact: true }).click();
	await ben.page.getByRole('menuitem', { name: 'Who has seen what' }).click();
	const panel = ben.page.getByRole('region', { name: 'Who has seen what' });
	await panel.getByLabel('Seen by').selectOption({ label: 'Community centre (yours)' });
	await expect(panel.getByRole('button', { name: /Nobody is told/ })).toContainText('Delivered');
	await expect(panel.getByRole('button', { name: /Too few translators/ })).toHaveCount(0);
	await panel.getByRole('button', { name: 'Next item' }).click();
	await expect(panel.locator('[aria-current="true"]')).toBeVisible();
	await until(ben.page, 'latenote0001', 'CC');
	await until(anna.page, `${paragraphs.id}#p1`, 'PN');
	await expect(panel.getByRole('button', { name: /Written meanwhile/ })).toHaveCount(0, {
		timeout: 20_000
	});
	await reading.getByRole('button', { name: 'Seen', exact: true }).click();
	const keep = reading.getByRole('listitem').filter({ hasText: 'What we keep' });
	await expect(keep).toContainText('Seen by 1 of');
	await expect(keep).toContainText('1 of them as it is now');
	await Promise.all([anna.close(), ben.close()]);
});
