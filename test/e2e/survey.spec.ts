import { expect, test, type Page } from '@playwright/test';
import { createSession, join, linkOf } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { until } from '../harness/client.ts';
import { go } from '../harness/keys.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';
import { Voter } from '../harness/voter.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const choicesOf = (page: Page) => page.getByRole('group').filter({ has: page.getByRole('radio') });

test('people of two organizations answer the annual evaluation in secret, by keys and on a phone, and see what all said', async ({
	browser
}) => {
	test.slow();
	const session = await createSession(server);
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben',
		role: 'participant',
		viewport: { width: 390, height: 780 },
		touch: true,
		colorScheme: 'dark'
	});
	const olga = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Olga',
		role: 'observer'
	});
	const everybody = [mia, anna, ben, olga];
	/** All that reached the others while it was open. */
	const heard: string[] = [];

	await mia.page.keyboard.press('Control+k');
	await expect(mia.page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
	await mia.page.keyboard.type('Instruments');
	await mia.page.keyboard.press('Enter');
	const gallery = mia.page.getByRole('dialog', { name: 'Instruments' });
	await gallery.getByRole('searchbox').fill('Annual evaluation');
	await gallery.getByRole('button', { name: 'Annual evaluation' }).click();
	await expect(gallery).toBeHidden();
	await mia.settled();
	const frame = (await mia.items()).find(({ type }) => type === 'frame')?.id ?? '';
	// Last year's result was filled in by hand.
	await mia.page.evaluate((parent) => {
		window.concordia?.insert(
			['culture', 'relation', 'procedure', 'content'].map((dimension, at) => ({
				id: `lastyear${dimension}`,
				type: 'card',
				pos: [40, 700 + 150 * at] as const,
				size: [240, 140] as const,
				z: 'a1',
				parent,
				instrument: 'annual-evaluation',
				kind: 'result',
				fields: { dimension, year: 2026, mean: 2, answers: 41 }
			}))
		);
	}, frame);
	await mia.settled();

	const open = async ({ page }: Person, view = 'survey'): Promise<void> => {
		await page.goto(`${server.url}/s/${session.id}/d/${frame}?view=${view}`);
		await page.getByRole('tabpanel').waitFor();
	};
	await ben.page.evaluate(() => localStorage.setItem('concordia.locale', 'de'));
	for (const { page } of [mia, ben, olga]) {
		page.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => heard.push(payload.toString()))
		);
	}
	await Promise.all(everybody.map((person) => open(person)));
	await expect(anna.page.getByText('No evaluation is open')).toBeVisible();

	// The mediator opens it, for a year, and has no form.
	await mia.page.getByLabel('Year').fill('2027');
	await expect(mia.page.getByText('12 statements are asked.')).toBeVisible();
	await mia.page.getByRole('button', { name: 'Open for answers' }).click();
	await expect(mia.page.getByRole('heading', { name: 'Evaluation of 2027' })).toBeVisible();
	await expect(mia.page.getByText('You lead the evaluation')).toBeVisible();
	await expect(olga.page.getByText('You look on and can’t answer.')).toBeVisible();
	for (const { page } of [mia, olga]) await expect(page.getByRole('radio')).toHaveCount(0);

	// Anna answers by keys; what she left out is named, and the focus goes there.
	const keys = anna.page.keyboard;
	await expect(choicesOf(anna.page)).toHaveCount(12);
	await go(anna.page, choicesOf(anna.page).first().getByRole('radio').first());
	for (let statement = 0; statement < 11; statement += 1) {
		await keys.press('ArrowRight');
		await keys.press('ArrowRight');
		await keys.press('ArrowRight');
		await keys.press('Tab');
	}
	await keys.press('Tab');
	await expect(anna.page.getByRole('button', { name: 'Send answers' })).toBeFocused();
	await keys.press('Enter');
	await expect(anna.page.getByText('1 statement has no answer yet.')).toBeVisible();
	await keys.press('Space');
	// What is not sent is there again when the page was left.
	await anna.page.reload();
	await expect(anna.page.getByText('Not sent yet.')).toBeVisible();
	const last = choicesOf(anna.page).last();
	await expect(last.getByRole('radio', { name: '1 not at all' })).toBeChecked();
	await anna.page.getByRole('button', { name: 'Send answers' }).press('Enter');
	await expect(anna.page.getByText('Your answers are stored.')).toBeVisible();
	expect(await faultsOf(anna.page, 'main')).toEqual([]);

	// Ben taps, in German, in the dark.
	const box = await choicesOf(ben.page).first().locator('label').last().boundingBox();
	expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
	for (const group of await choicesOf(ben.page).all()) {
		await group.getByRole('radio', { name: '2' }).tap();
	}
	await ben.page.getByRole('button', { name: 'Antworten senden' }).tap();
	await expect(ben.page.getByText('Ihre Antworten sind gespeichert.')).toBeVisible();
	expect(await faultsOf(ben.page, 'main')).toEqual([]);

	// Four more answer by programs of their own: three of each organization then.
	const others: Voter[] = [];
	for (const [organization, grade] of [
		['PN', 5],
		['PN', 3],
		['CC', 2],
		['CC', 2]
	] as const) {
		const { token } = linkOf(session, 'participant', organization);
		const voter = new Voter(await join(server, token, 'Somebody'));
		await voter.connect(server);
		await until('the survey is known', () => voter.state !== null);
		const [survey] = Object.values(voter.state?.surveys ?? {});
		const answers = Object.fromEntries((survey?.statements ?? []).map(({ id }) => [id, grade]));
		expect(await voter.command({ type: 'survey-answer', survey: survey?.id, answers })).toBe('ok');
		others.push(voter);
	}
	await expect(mia.page.getByText('6 of 6 people have answered')).toBeVisible();
	// Ben's own answers come back to him; nobody else hears a grade.
	const statement = (await mia.page.evaluate(
		async (id) => (await (await fetch(`/api/sessions/${id}/board`)).json()) as unknown,
		session.id
	)) as { items: { id: string; kind?: string }[] };
	const ids = statement.items.filter(({ kind }) => kind === 'statement').map(({ id }) => id);
	expect(ids).toHaveLength(12);
	expect(heard.some((payload) => ids.some((id) => payload.includes(`"${id}":4`)))).toBe(false);

	await mia.page.getByRole('button', { name: 'Close and show the result' }).click();
	await mia.page
		.getByRole('dialog')
		.getByRole('button', { name: 'Close and show the result' })
		.click();
	for (const { page } of [mia, anna, olga]) {
		const rows = page.getByRole('region', { name: 'Means of 2027' }).getByRole('row');
		await expect(rows).toHaveText([
			/Dimension.*All.*\(6 answers\).*Physician network.*\(3 answers\).*Community centre.*\(3 answers\)/,
			/Culture\s*3\s*4\s*2/,
			/Relation\s*3\s*4\s*2/,
			/Procedure\s*3\s*4\s*2/,
			/Content\s*2\.8\s*3\.7\s*2/
		]);
	}
	await anna.page.getByRole('button', { name: 'Check that mine were counted' }).click();
	await expect(anna.page.getByText('stand in the log, sealed')).toBeVisible();
	expect(await faultsOf(anna.page, 'main')).toEqual([]);

	// It stands in the web beside last year, whatever a card on the board may say of it, and can be put there.
	await mia.page.getByRole('button', { name: 'Put the result on the board' }).click();
	await expect(mia.page.getByRole('button', { name: 'Put the result on the board' })).toHaveCount(
		0
	);
	await open(ben, 'web');
	await open(mia, 'web');
	await expect(mia.page.getByRole('row')).toHaveText([
		/Dimension\s*2026\s*2027/,
		/Culture\s*2\s*\(41 answers\)\s*3\s*\(6 answers\)/,
		/Relation\s*2\s*\(41 answers\)\s*3\s*\(6 answers\)/,
		/Procedure\s*2\s*\(41 answers\)\s*3\s*\(6 answers\)/,
		/Content\s*2\s*\(41 answers\)\s*2\.8\s*\(6 answers\)/
	]);

	// The log says who has answered, to all, and not what.
	await olga.page.goto(`${server.url}/s/${session.id}/log?kind=surveys`);
	await expect(olga.page.getByText('Anna answered the evaluation')).toBeVisible();
	await expect(olga.page.getByText('Ben answered the evaluation')).toBeVisible();
	await expect(
		olga.page.getByText('Mia closed the evaluation: answers of 6 people counted')
	).toBeVisible();
	for (const voter of others) voter.close();
	await Promise.all(everybody.map((person) => person.close()));
});
