import { expect, test } from '@playwright/test';
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

const sheet = (page: Person['page']) =>
	page.getByRole('region', { name: 'We will keep one list of free beds' });

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' },
	{ id: 'HI1', name: 'Health insurer 1' }
];

test('delegates of three organizations read a proposal, answer it by keys and on a phone, and all see what was decided', async ({
	browser
}, info) => {
	test.slow();
	const session = await createSession(server, { organizations });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben',
		viewport: { width: 390, height: 780 },
		touch: true,
		colorScheme: 'dark'
	});
	const cem = await sit(browser, server, session, { organization: 'HI1', name: 'Cem' });
	const olga = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Olga',
		role: 'observer'
	});
	const everybody = [mia, anna, ben, cem, olga];

	await mia.page.evaluate(() => {
		const card = { type: 'card', z: 'a1', parent: 'decisions', instrument: 'decisions' } as const;
		const size = [240, 140] as const;
		window.concordia?.insert([
			{
				id: 'decisions',
				type: 'frame',
				pos: [0, 0],
				size: [1920, 1240],
				z: 'a0',
				instrument: 'decisions',
				text: 'Decisions of the district'
			},
			{
				...card,
				id: 'beds',
				kind: 'information',
				pos: [800, 200],
				size,
				text: 'Forty beds were empty last winter',
				fields: { source: 'Count of January' }
			},
			{
				...card,
				id: 'list',
				kind: 'proposal',
				pos: [60, 200],
				size,
				text: 'We will keep one list of free beds, open to all three of us.',
				fields: {
					reasons: 'Nobody knows today where a bed is free.',
					rule: 'consent',
					basis: ['beds']
				}
			}
		]);
	});
	await mia.settled();
	await ben.page.evaluate(() => localStorage.setItem('concordia.locale', 'de'));
	const open = async ({ page }: Person, view = 'sheet'): Promise<void> => {
		await page.goto(`${server.url}/s/${session.id}/d/decisions?view=${view}`);
		await page.getByRole('tabpanel').waitFor();
	};

	// The mediator puts it to decision, and can't have it answered before all have read it.
	await open(mia);
	await expect(sheet(mia.page).getByText('Not put to decision.')).toBeVisible();
	await sheet(mia.page).getByRole('button', { name: 'Put to decision' }).click();
	const dialog = mia.page.getByRole('dialog');
	await expect(dialog.getByText('Consent of all: adopted when')).toBeVisible();
	await dialog.getByRole('button', { name: 'Put to decision' }).click();
	await expect(sheet(mia.page).getByText('Being read by the delegates')).toBeVisible();
	await expect(sheet(mia.page).getByText('0 of 3 delegates have seen the wording.')).toBeVisible();
	await sheet(mia.page).getByRole('button', { name: 'Open for answers' }).click();
	await dialog.getByRole('button', { name: 'Open for answers' }).click();
	await expect(dialog.getByRole('alert')).toHaveText(
		/Nothing is decided unseen\..*: Anna, Ben,? and Cem\./
	);
	await dialog.getByRole('button', { name: 'Cancel' }).click();

	// They read it. Who only looks on is waited for by nobody.
	await anna.page.getByRole('button', { name: 'Open the decision sheet' }).click();
	await anna.page.getByRole('tabpanel').waitFor();
	for (const person of [ben, cem, olga]) await open(person);
	for (const { page } of [anna, cem]) {
		await expect(page.getByText('Count of January')).toBeVisible();
		await expect(page.getByRole('radio')).toHaveCount(0);
	}
	await ben.page.getByText('Count of January').scrollIntoViewIfNeeded();
	await expect(sheet(mia.page).getByText('3 of 3 delegates have seen the wording.')).toBeVisible({
		timeout: 40_000
	});
	expect(await faultsOf(mia.page, 'main')).toEqual([]);
	await sheet(mia.page).getByRole('button', { name: 'Open for answers' }).click();
	await dialog.getByRole('button', { name: 'Open for answers' }).click();
	await expect(sheet(mia.page).getByText('0 of 3 organizations have answered.')).toBeVisible();
	for (const { page } of [mia, olga]) await expect(page.getByRole('radio')).toHaveCount(0);

	// Anna answers by keys. A concern needs its reason; what is not sent is there again after leaving.
	const keys = anna.page.keyboard;
	await go(anna.page, anna.page.getByRole('radio').first());
	await keys.press('ArrowDown');
	await keys.press('Tab');
	await keys.press('Tab');
	await keys.press('Enter');
	await expect(
		anna.page.getByText('A concern or an objection needs a reason.').first()
	).toBeVisible();
	await go(anna.page, anna.page.getByRole('textbox', { name: 'Reason' }));
	await keys.type('Who keeps it up to date at night?');
	await anna.page.reload();
	await expect(anna.page.getByText('Not sent yet.')).toBeVisible();
	await expect(anna.page.getByRole('radio', { name: 'Consent with concern' })).toBeChecked();
	await go(anna.page, anna.page.getByRole('button', { name: 'Send answer' }));
	await keys.press('Enter');
	await expect(anna.page.getByText('Your answer is stored.')).toBeVisible();
	expect(await faultsOf(anna.page, 'main')).toEqual([]);

	// Ben taps, in German, in the dark; Cem objects, and thinks better of it.
	const box = await ben.page.locator('label').filter({ hasText: 'Einwand' }).boundingBox();
	expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
	await ben.page.getByRole('radio', { name: 'Konsent', exact: true }).tap();
	await ben.page.getByRole('button', { name: 'Antwort senden' }).tap();
	await expect(ben.page.getByText('Ihre Antwort ist gespeichert.')).toBeVisible();
	expect(await faultsOf(ben.page, 'main')).toEqual([]);
	await cem.page.getByRole('radio', { name: 'We object' }).check();
	await cem.page.getByRole('textbox', { name: 'Reason' }).fill('Our data officer has to agree.');
	await cem.page.getByRole('button', { name: 'Send answer' }).click();
	const voices = mia.page.getByRole('list', { name: 'What every organization says' });
	await expect(voices.getByRole('listitem')).toHaveText([
		/Physician network\s*Consent with concern\s*Anna: consent with concern\s*Who keeps it up to date at night\?\s*answered on .*seen on /,
		/Community centre\s*Consent\s*Ben: consent\s*answered on .*seen on /,
		/Health insurer 1\s*Objection\s*Cem: objection\s*Our data officer has to agree\.\s*answered on .*seen on /
	]);

	// The card is changed meanwhile: everybody is told that answers are to the older wording.
	await mia.page.getByRole('button', { name: 'Open the card' }).click();
	const wording = dialog.getByRole('textbox', { name: 'What is to be decided' });
	await wording.fill('We will keep one list of free beds.');
	await mia.page.keyboard.press('Escape');
	for (const { page } of [mia, anna, cem]) {
		await expect(page.getByText('The card says something else by now')).toBeVisible();
		await expect(page.getByText('open to all three of us').first()).toBeVisible();
	}
	await cem.page.getByRole('radio', { name: 'We stand aside' }).check();
	await cem.page.getByRole('button', { name: 'Send changed answer' }).click();
	await expect(cem.page.getByText('Your answer is stored.')).toBeVisible();
	await mia.page.getByRole('button', { name: 'Close and show the result' }).click();
	await dialog.getByRole('button', { name: 'Close and show the result' }).click();
	for (const { page } of [mia, anna, cem, olga])
		await expect(page.getByText(/Adopted on /)).toBeVisible();
	await expect(ben.page.getByText(/Angenommen am /)).toBeVisible();
	for (const { page } of [anna, ben, cem]) await expect(page.getByRole('radio')).toHaveCount(0);

	// The document has it word for word, the log who did what, for all.
	await open(olga, 'document');
	const text = olga.page.getByRole('article');
	for (const said of [
		'We will keep one list of free beds, open to all three of us.',
		'Anna: Consent with concern – Who keeps it up to date at night?',
		'Cem: Stands aside'
	])
		await expect(text.getByText(said)).toBeVisible();
	await olga.page.goto(`${server.url}/s/${session.id}/log?kind=decisions`);
	for (const said of [
		/Mia put .* to decision, to be decided by consent of all/,
		/Mia opened a decision for answers/,
		/Cem answered a decision: objection \(“Our data officer has to agree\.”\)/,
		/Mia closed a decision: adopted/
	])
		await expect(olga.page.getByText(said).first()).toBeVisible();
	await olga.page.getByRole('button', { name: 'Digest and minutes' }).click();
	await olga.page.getByRole('dialog').getByRole('combobox').first().selectOption('minutes');
	const minutes = olga.page.getByLabel('The text, as Markdown');
	for (const said of [
		/### Adopted: “We will keep one list of free beds, open to all three of us\.”/,
		/> Reasons: Nobody knows today where a bed is free\./,
		/- Health insurer 1: stands aside \(Cem: stands aside – Our data officer has to agree\.\)/
	])
		await expect(minutes).toHaveValue(said);

	// An export shows it again to whoever has nothing else.
	await olga.page.keyboard.press('Escape');
	const verdict = await verdictOn(olga.page, server, info.outputPath('session.zip'));
	for (const said of [
		'Everything fits together',
		'One proposal was put to decision, word for word in the text whose SHA-256 is in the log.',
		'One result was counted again from the answers, by the rule of the decision, and is the same.'
	])
		await expect(verdict).toContainText(said);
	await Promise.all(everybody.map((person) => person.close()));
});

test('where screens are not recorded delegates say that they have read it, and a majority decides what was put again', async ({
	browser
}) => {
	test.slow();
	const session = await createSession(server, { organizations, seen: 'off' });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const delegates: Person[] = [];
	for (const { id } of organizations)
		delegates.push(await sit(browser, server, session, { organization: id, name: `Of ${id}` }));
	const [anna, ben, cem] = delegates as [Person, Person, Person];
	await mia.page.evaluate(() => {
		const instrument = 'decisions';
		window.concordia?.insert([
			{
				id: 'frame',
				type: 'frame',
				pos: [0, 0],
				size: [1920, 1240],
				z: 'a0',
				instrument,
				text: 'Decisions'
			},
			{
				id: 'card',
				type: 'card',
				pos: [60, 200],
				size: [240, 140],
				z: 'a1',
				parent: 'frame',
				instrument,
				kind: 'proposal',
				text: 'We meet on the first Monday of each month.',
				fields: { rule: 'majority' }
			}
		]);
	});
	await mia.settled();
	for (const { page } of [mia, ...delegates]) {
		await page.goto(`${server.url}/s/${session.id}/d/frame?view=sheet`);
		await page.getByText('We meet on the first Monday').first().waitFor();
	}
	const deed = async (name: string, sure = name): Promise<void> => {
		await mia.page.getByRole('main').getByRole('button', { name, exact: true }).click();
		const dialog = mia.page.getByRole('dialog');
		await dialog.getByRole('button', { name: sure, exact: true }).click();
		await expect(dialog).toBeHidden();
	};

	// Without a share a majority is none; it is filled in on the card.
	await expect(mia.page.getByRole('button', { name: 'Put to decision' })).toBeDisabled();
	await mia.page.getByRole('button', { name: 'Open the card' }).click();
	await mia.page.getByRole('dialog').getByLabel('Share needed').fill('67');
	await mia.page.keyboard.press('Tab');
	await mia.page.keyboard.press('Escape');
	await expect(mia.page.getByText('when 67 % of the organizations agree, 2 of 3')).toBeVisible();
	await deed('Put to decision');
	await deed('Withdraw');
	await expect(anna.page.getByText(/Withdrawn on /)).toBeVisible();
	await deed('Put to decision again', 'Put to decision');
	await expect(anna.page.getByText('1 earlier decision on this card')).toBeVisible();

	for (const { page } of delegates) {
		await page.getByRole('button', { name: 'I have read it' }).click();
		await expect(page.getByRole('button', { name: 'I have read it' })).toHaveCount(0);
	}
	await expect(mia.page.getByText('3 of 3 delegates have seen the wording.')).toBeVisible();
	await deed('Open for answers');
	for (const { page } of [anna, ben]) {
		await page.getByRole('radio', { name: 'Consent', exact: true }).check();
		await page.getByRole('button', { name: 'Send answer' }).click();
		await expect(page.getByText('Your answer is stored.')).toBeVisible();
	}
	await deed('Close and show the result');
	await expect(cem.page.getByText(/Adopted on /)).toBeVisible();
	await expect(cem.page.getByText('No answer of: Health insurer 1.')).toBeVisible();
	await Promise.all([mia, ...delegates].map((person) => person.close()));
});
