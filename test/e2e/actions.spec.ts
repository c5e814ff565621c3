import { expect, test } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { insert, sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const note = (id: string, x: number, y: number, text: string) =>
	({ id, type: 'note', pos: [x, y], size: [200, 200], z: `a${id}`, text }) as const;

test('the palette finds an action by some of its letters and does it', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One'), note('n2', 300, 0, 'Two')]);
	const { page } = anna;
	await page.getByRole('application').focus();
	await page.keyboard.press('Control+K');
	const search = page.getByRole('combobox', { name: 'What do you want to do?' });
	await expect(search).toBeFocused();
	await search.fill('dupl');
	await expect(
		page.getByRole('option', { name: /Duplicate.*Select something first/ })
	).toBeVisible();
	await search.fill('selev');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('toolbar', { name: 'Actions for 2 selected items' })).toBeVisible();
	await page.keyboard.press('Control+K');
	await expect(page.getByRole('option').first()).toContainText('Select everything');
	await page.getByRole('combobox').fill('duplicate');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await anna.items()).length).toBe(4);
	await anna.close();
});

test('a right click on an item offers what can be done with it', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One')]);
	const { page } = anna;
	const box = await page.evaluate(() => window.concordia!.rect('n1'));
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' });
	await page.getByRole('menuitem', { name: 'Duplicate' }).click();
	await expect.poll(async () => (await anna.items()).length).toBe(2);
	await anna.close();
});
