import { expect, test } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

test('an instrument is found and placed by keys, a card filled in, and read in list and document', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
	await page.keyboard.type('Instruments');
	await page.keyboard.press('Enter');
	const gallery = page.getByRole('dialog', { name: 'Instruments' });
	await expect(gallery.getByRole('searchbox')).toBeFocused();
	await expect(gallery.getByRole('button', { name: 'Problem set' })).toBeVisible();
	expect(await faultsOf(page, 'dialog[open]')).toEqual([]);
	await page.keyboard.type('who is needed');
	const entry = gallery.getByRole('button', { name: 'Stakeholder map' });
	await expect(gallery.getByRole('listitem')).toHaveCount(1);
	await page.keyboard.press('ArrowDown');
	await expect(entry).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(gallery).toBeHidden();
	await anna.settled();
	const [frame, ...more] = await anna.items();
	expect(frame).toMatchObject({ type: 'frame', instrument: 'stakeholder-map' });
	expect(more).toEqual([]);

	await page.getByRole('tab', { name: 'Instrument' }).click();
	await page.getByRole('button', { name: 'Add stakeholder' }).press('Enter');
	const card = page.getByRole('dialog', { name: 'Stakeholder' });
	await card.getByRole('textbox', { name: 'Who', exact: true }).fill('City council');
	await card.getByRole('combobox', { name: 'Influence' }).selectOption('5 – very much');
	await card.getByRole('combobox', { name: 'Interest' }).selectOption('2 – little');
	await page.keyboard.press('Escape');
	await expect(card).toBeHidden();
	const point = page.getByRole('button', { name: /City council, Interest: 2 .*, Influence: 5/u });
	await expect(point).toBeVisible();
	// Taken two fifths of the plane to the right, then one step back by a key.
	const [spot, plane] = await Promise.all([
		point.boundingBox(),
		point.locator('xpath=../../..').boundingBox()
	]);
	const [x, y] = [spot!.x + spot!.width / 2, spot!.y + spot!.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + 10, y);
	await page.mouse.move(x + plane!.width * 0.4, y);
	await page.mouse.up();
	const moved = page.getByRole('button', { name: /City council, Interest: 4 .*, Influence: 5/u });
	await expect(moved).toBeFocused();
	await page.keyboard.press('ArrowLeft');
	await expect(
		page.getByRole('button', { name: /City council, Interest: 3 .*, Influence: 5/u })
	).toBeFocused();
	await expect(card).toBeHidden();

	// The same card everywhere: in the list, in the document, on the board.
	await page.getByRole('tab', { name: 'List to invite' }).click();
	await expect(page.getByRole('listitem').filter({ hasText: '5 / 5' })).toContainText('Influence');
	await page.getByRole('link', { name: 'Open as a page' }).press('Enter');
	// The panel beside the board has a tab of this name, too.
	await page.waitForURL('**/d/**');
	await page.getByRole('application').waitFor({ state: 'detached' });
	await page.getByRole('tab', { name: 'Document' }).press('Enter');
	await expect(page.getByRole('tab', { name: 'Document' })).toHaveAttribute(
		'aria-selected',
		'true'
	);
	const document = page.getByRole('article');
	await expect(document).toContainText('Influence');
	await expect(document.getByRole('textbox').first()).toBeVisible();
	expect(await faultsOf(page, 'main')).toEqual([]);
	await page.reload();
	await expect(document).toContainText('5 / 5');
	await anna.close();
});
