import { expect, test, type Page } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { go } from '../harness/keys.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';
import { verdictOn } from '../harness/verdict.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const organizations = [
	{ id: 'HI1', name: 'Insurer 1' },
	{ id: 'HI2', name: 'Insurer 2' },
	{ id: 'HC', name: 'Consultancy' }
];

const cardField = (page: Page, label: string) => page.getByRole('textbox', { name: label });

test('three organizations seal cards on a conflict, by keys and on a phone; all are revealed side by side', async ({
	browser
}, info) => {
	test.slow();
	const session = await createSession(server, { organizations });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'HI1', name: 'Anna' });
	const ben = await sit(browser, server, session, {
		organization: 'HI2',
		name: 'Ben',
		viewport: { width: 390, height: 780 },
		touch: true,
		colorScheme: 'dark'
	});
	const cleo = await sit(browser, server, session, { organization: 'HC', name: 'Cleo' });
	const olga = await sit(browser, server, session, {
		organization: 'HC',
		name: 'Olga',
		role: 'observer'
	});
	const everybody = [mia, anna, ben, cleo, olga];

	await mia.page.evaluate(() => {
		window.concordia?.insert([
			{
				id: 'conflict',
				type: 'frame',
				pos: [0, 0],
				size: [2240, 1400],
				z: 'a0',
				text: 'Partnership contract',
				instrument: 'conflict-structure'
			},
			{
				id: 'issue',
				type: 'card',
				pos: [40, 100],
				size: [320, 160],
				z: 'a1',
				parent: 'conflict',
				text: 'How long does the contract bind us?',
				instrument: 'conflict-structure',
				kind: 'issue',
				fields: { status: 'raised', parties: [] }
			}
		]);
	});
	await mia.settled();

	const open = async ({ page }: Person): Promise<void> => {
		await page.goto(`${server.url}/s/${session.id}/d/conflict?view=sealed`);
		await page.getByRole('tabpanel').waitFor();
	};
	await ben.page.evaluate(() => localStorage.setItem('concordia.locale', 'de'));
	/** All that reached who must not know, until the reveal. */
	const heard: string[] = [];
	for (const { page } of [mia, cleo, olga]) {
		page.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => heard.push(payload.toString()))
		);
	}
	await Promise.all([mia, anna, ben, olga].map((person) => open(person)));
	await expect(anna.page.getByText('No cards are being sealed')).toBeVisible();

	// The mediator names the parties and asks.
	await expect(mia.page.getByRole('group', { name: 'Who is asked?' })).toBeVisible();
	await mia.page.getByRole('button', { name: 'Ask for sealed cards' }).click();
	await expect(mia.page.getByText('0 of 3 organizations have sealed')).toBeVisible();
	await expect(mia.page.getByRole('button', { name: 'Reveal all cards' })).toBeDisabled();
	for (const { page } of [mia, olga]) await expect(page.getByRole('textbox')).toHaveCount(0);
	await expect(olga.page.getByText('A delegate of your organization seals')).toBeVisible();

	// Anna writes and seals by keys.
	const keys = anna.page.keyboard;
	await go(anna.page, anna.page.getByRole('button', { name: 'Add position' }));
	await keys.press('Enter');
	await expect(cardField(anna.page, 'What we ask for')).toBeFocused();
	await keys.type('Ten years, canary one');
	await go(anna.page, anna.page.getByRole('button', { name: 'Add interest' }));
	await keys.press('Enter');
	await expect(cardField(anna.page, 'What matters to us')).toBeFocused();
	await keys.type('To plan ahead');
	// What is written stays when the page is left before it is sealed.
	await expect(anna.page.getByText('Not sealed yet.')).toBeVisible();
	await anna.page.reload();
	await expect(cardField(anna.page, 'What we ask for')).toHaveValue('Ten years, canary one');
	await expect(cardField(anna.page, 'What matters to us')).toHaveValue('To plan ahead');
	await go(anna.page, anna.page.getByRole('button', { name: 'Seal our cards' }));
	await keys.press('Enter');
	await expect(anna.page.getByText(/^Sealed on/)).toBeVisible();
	await expect(mia.page.getByText('1 of 3 organizations have sealed')).toBeVisible();
	await expect(mia.page.getByText(/^sealed by Anna/)).toBeVisible();
	expect(await faultsOf(anna.page, 'main')).toEqual([]);
	expect(await faultsOf(mia.page, 'main')).toEqual([]);

	// A change after sealing counts when it is sealed again, and shows.
	await anna.page.getByRole('button', { name: 'Change …' }).click();
	await cardField(anna.page, 'What we ask for').fill('Five years, canary two');
	await expect(anna.page.getByText('Your changes are not sealed')).toBeVisible();
	await anna.page.getByRole('button', { name: 'Seal again' }).click();
	await expect(anna.page.getByText(/^Sealed on/)).toBeVisible();
	await expect(mia.page.getByText('sealed 2 times by now')).toBeVisible();

	// Ben taps, in German, in the dark.
	const add = ben.page.getByRole('button', { name: 'Position hinzufügen' });
	expect((await add.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
	await add.tap();
	await cardField(ben.page, 'Was wir fordern').fill('Zwei Jahre');
	await ben.page.getByRole('button', { name: 'Unsere Karten versiegeln' }).tap();
	await expect(ben.page.getByText(/^Versiegelt am/)).toBeVisible();
	expect(await faultsOf(ben.page, 'main')).toEqual([]);
	expect(await ben.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
		true
	);

	// Going on without Cleo asks all others again: nobody's cards are opened under other terms.
	await mia.page.getByRole('button', { name: 'Go on without Consultancy' }).click();
	const dialog = mia.page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Go on without Consultancy' }).click();
	await expect(mia.page.getByText('0 of 2 organizations have sealed')).toBeVisible();
	await expect(mia.page.getByRole('button', { name: 'Reveal all cards' })).toBeDisabled();
	await anna.page.getByRole('button', { name: 'Seal again' }).click();
	await ben.page.getByRole('button', { name: 'Neu versiegeln' }).tap();
	await expect(mia.page.getByText('2 of 2 organizations have sealed')).toBeVisible();
	// Cleo is back in time: at the board she is told what is wanted of her, too.
	await cleo.page.getByRole('link', { name: 'Write our cards' }).click();
	await cleo.page.getByRole('button', { name: 'Add what would be fair' }).click();
	await cardField(cleo.page, 'What would be fair').fill('The same for all');
	await cleo.page.getByRole('button', { name: 'Seal our cards' }).click();
	await expect(mia.page.getByText('3 of 3 organizations have sealed')).toBeVisible();
	expect(heard.some((payload) => /canary|Zwei Jahre/.test(payload))).toBe(false);

	await mia.page.getByRole('button', { name: 'Reveal all cards' }).click();
	await mia.page.getByRole('dialog').getByRole('button', { name: 'Reveal all cards' }).click();
	for (const { page } of [mia, anna, olga]) {
		for (const [organization, text] of [
			['Insurer 1', 'Five years, canary two'],
			['Insurer 2', 'Zwei Jahre'],
			['Consultancy', 'The same for all']
		] as const) {
			const sheet = page.getByRole('region', { name: organization });
			await expect(sheet.getByText(text)).toBeVisible();
			await expect(sheet.getByText('Word for word as it was sealed')).toBeVisible();
		}
	}
	expect(await faultsOf(olga.page, 'main')).toEqual([]);
	await expect(ben.page.getByText('Wort für Wort wie versiegelt')).toHaveCount(3);

	// What was changed and not sealed again in time stays with its author, who can put it on the board.
	await mia.page.getByRole('button', { name: 'Ask for sealed cards' }).click();
	await anna.page.getByRole('button', { name: 'Add question' }).click();
	await cardField(anna.page, 'What we need to know').fill('What does it cost?');
	await mia.page.getByRole('button', { name: 'Call off' }).click();
	await mia.page.getByRole('dialog').getByRole('button', { name: 'Call off' }).click();
	const written = anna.page.getByRole('region', { name: 'Written, and not revealed' });
	await expect(written.getByText('What does it cost?')).toBeVisible();
	await written.getByRole('button', { name: 'Put on the board' }).click();
	await expect(written).toBeHidden();

	// "I can restate this": Cleo says in her words what matters to Anna's organization, which says when it is so.
	for (const { page } of [anna, cleo, olga])
		await page.getByRole('tab', { name: 'I can restate this' }).click();
	await go(cleo.page, cleo.page.getByRole('button', { name: 'I can restate this' }));
	await cleo.page.keyboard.press('Enter');
	const words = cardField(cleo.page, 'In the words of Consultancy');
	await expect(words).toBeFocused();
	await cleo.page.keyboard.type('You want no surprises');
	await expect(olga.page.getByText('You want no surprises')).toBeVisible();
	await expect(cleo.page.getByRole('button', { name: 'That is what we mean' })).toHaveCount(0);
	await anna.page.getByRole('button', { name: 'Something is missing …' }).click();
	await expect(anna.page.getByLabel('What is missing?')).toBeFocused();
	await keys.type('We have to plan for years');
	await anna.page.getByRole('button', { name: 'Say what is missing' }).click();
	await expect(cleo.page.getByText('We have to plan for years')).toBeVisible();
	await words.fill('You want no surprises, for years ahead');
	// Other words: what was said of those before is no answer to them.
	await expect(olga.page.getByText('Insurer 1 hasn’t answered these words')).toBeVisible();
	await expect(anna.page.getByText('You want no surprises, for years ahead')).toBeVisible();
	await anna.page.getByRole('button', { name: 'That is what we mean' }).click();
	for (const { page } of [anna, cleo, olga]) {
		await expect(page.getByText('Anna (Insurer 1): that is what we mean')).toBeVisible();
		await expect(page.getByText('1 of 1 are restated as their owners mean them')).toBeVisible();
	}
	for (const { page } of [anna, olga]) expect(await faultsOf(page, 'main')).toEqual([]);

	await mia.page.goto(`${server.url}/s/${session.id}/log?kind=seals`);
	await expect(mia.page.getByText('Anna sealed cards again').first()).toBeVisible();
	await expect(mia.page.getByText('Mia went on without Consultancy')).toBeVisible();
	await expect(mia.page.getByText('Mia revealed 4 sealed cards')).toBeVisible();
	// An export shows it again to whoever has nothing else.
	const verdict = await verdictOn(mia.page, server, info.outputPath('session.zip'));
	await expect(verdict).toContainText('Everything fits together');
	await expect(verdict).toContainText(
		'One round of sealed cards was revealed: each card said what its organization had sealed.'
	);
	await Promise.all(everybody.map((person) => person.close()));
});
