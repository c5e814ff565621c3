// Makes the picture of the README: five organizations and the mediator at work on the sample case.
// node test/pictures.ts
import path from 'node:path';
import { chromium } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { findBrowser } from './browser.ts';
import { createSession } from './harness/api.ts';
import { until } from './harness/client.ts';
import { insert, sit, type Person } from './harness/people.ts';
import { startServer } from './harness/server.ts';

const PICTURE = path.resolve(import.meta.dirname, '../docs/board.png');

const seats = [
	{ organization: 'PN', name: 'Physician', at: [460, 360], looksAt: 'p3' },
	{ organization: 'CC', name: 'Coordinator', at: [760, 250], looksAt: 'p5' },
	{ organization: 'HI2', name: 'Contract officer', at: [300, 560], looksAt: 'p7' },
	{ organization: 'SHA', name: 'Adviser', at: [640, 620], looksAt: null },
	{ organization: 'HC', name: 'Consultant', at: [830, 480], looksAt: null }
] as const;

const server = await startServer();
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({
	executablePath,
	env: { ...(process.env as Record<string, string>), ...env },
	args: ['--no-sandbox', '--disable-gpu']
});
try {
	const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, { case: health, organizations });
	const viewport = { width: 1440, height: 900 };
	const mediator = await sit(browser, server, session, {
		organization: null,
		name: 'Mediator',
		viewport
	});
	const people = await Promise.all(
		seats.map((seat) => sit(browser, server, session, { ...seat, viewport }))
	);
	const all = [mediator, ...people];
	const frame = (await mediator.items()).find(
		({ type, instrument }) => type === 'frame' && instrument
	);
	if (!frame) throw new Error('the sample case has no problem set');
	const [x, y] = frame.pos;
	for (const { page } of all) {
		await page.evaluate((camera) => window.concordia?.camera.set(camera), {
			x: x - 60,
			y: y - 90,
			zoom: 0.62
		});
	}
	await insert(people[0] as Person, [
		{
			id: 'picturenote1',
			type: 'note',
			pos: [x + 60, y + 860],
			size: [200, 200],
			z: 'a9',
			color: 'yellow',
			parent: frame.id,
			text: 'Who interprets at night and at weekends?'
		},
		{
			id: 'picturenote2',
			type: 'note',
			pos: [x + 320, y + 860],
			size: [200, 200],
			z: 'aA',
			color: 'teal',
			parent: frame.id,
			text: 'Forms are filled in three times: for us, for the insurer, for the authority'
		}
	]);
	for (const [index, { at, looksAt }] of seats.entries()) {
		const { page } = people[index] as Person;
		if (looksAt !== null) {
			const { statement } = health.problem_set.find(({ id }) => id === looksAt) ?? {};
			await page.evaluate((text) => {
				const item = window.concordia?.items().find((candidate) => candidate.text === text);
				if (item) window.concordia?.select([item.id]);
			}, statement);
		}
		await page.mouse.move(at[0] - 5, at[1]);
		await page.mouse.move(at[0], at[1]);
	}
	await until(
		'everybody is seen by the mediator',
		async () => (await mediator.page.getByRole('button', { name: /6 people here/ }).count()) > 0
	);
	await mediator.page.getByRole('button', { name: 'Got it' }).click();
	await Promise.all(all.map((person) => person.settled()));
	// Cursors glide to where they are.
	await mediator.page.evaluate(() => new Promise((next) => setTimeout(next, 800)));
	await mediator.page.screenshot({ path: PICTURE });
	console.log(PICTURE);
} finally {
	await browser.close();
	await server.stop();
}
