import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer({ env: { CONCORDIA_SAMPLE: '1' } });
	session = await createSession(server, { title: 'Pages' });
});
test.afterAll(async () => {
	await server.stop();
});

const schemes = ['light', 'dark'] as const;
const widths = [1280, 390] as const;

for (const colorScheme of schemes) {
	for (const width of widths) {
		test(`axe finds nothing on the pages before joining (${colorScheme}, ${width} px)`, async ({
			browser
		}) => {
			const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
			const page = await context.newPage();
			const { token } = linkOf(session, 'delegate', 'PN');
			for (const [path, heading] of [
				['/', /./],
				['/verify', /verify|check/i],
				[`/join#${token}`, /Pages/],
				['/join#wrong-token-wrong-token-wrong-token-wrong', /not known|not complete/],
				[`/s/${session.id}`, /./],
				['/no/such/page', /./]
			] as const) {
				await page.goto('about:blank');
				await page.goto(server.url + path);
				await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
				await expectNoFaults(page);
			}
			await context.close();
		});

		test(`axe finds nothing on the pages of a session (${colorScheme}, ${width} px)`, async ({
			browser
		}) => {
			const anna = await sit(browser, server, session, {
				organization: 'PN',
				name: 'Physician',
				colorScheme,
				viewport: { width, height: 800 }
			});
			await expectNoFaults(anna.page);
			for (const path of ['log', 'people']) {
				await anna.page.goto(`${server.url}/s/${session.id}/${path}`);
				await expect(
					anna.page
						.getByRole('main')
						.getByText(/Physician/)
						.filter({ visible: true })
						.first()
				).toBeVisible();
				await expectNoFaults(anna.page);
			}
			await anna.close();
		});

		test(`axe finds nothing on the host page (${colorScheme}, ${width} px)`, async ({
			browser
		}) => {
			const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
			const page = await context.newPage();
			await page.goto(`${server.url}/host`);
			await page.getByLabel(/key/i).fill(server.hostKey);
			await expectNoFaults(page);
			await page
				.getByRole('button', { name: /sign in|open|continue/i })
				.first()
				.click();
			await expect(page.getByText('Pages').first()).toBeVisible();
			await expectNoFaults(page);
			await context.close();
		});
	}
}

async function shows(page: Page, token: string, text: RegExp): Promise<void> {
	await page.goto('about:blank');
	await page.goto(`${server.url}/join#${token}`);
	await expect(page.getByRole('heading', { name: text })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Agree and join' })).toHaveCount(0);
}

async function invite(body: Record<string, unknown>): Promise<{ id: string; token: string }> {
	const response = await fetch(`${server.url}/api/sessions/${session.id}/invites`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${server.hostKey}`
		},
		body: JSON.stringify({ organization: 'PN', role: 'participant', ...body })
	});
	expect(response.status).toBe(201);
	return (await response.json()) as { id: string; token: string };
}

test.describe('invitations that open nothing get a helpful page', () => {
	test('unknown', async ({ page }) => {
		await shows(page, 'a'.repeat(43), /not known here/);
	});

	test('used up', async ({ page }) => {
		const { token } = await invite({ uses: 1 });
		await join(server, token, 'First');
		await shows(page, token, /already been used/);
	});

	test('revoked', async ({ page }) => {
		const { id, token } = await invite({ uses: 1 });
		await fetch(`${server.url}/api/sessions/${session.id}/invites/${id}/revoke`, {
			method: 'POST',
			headers: { authorization: `Bearer ${server.hostKey}` }
		});
		await shows(page, token, /withdrawn/);
	});

	test('expired', async ({ page }) => {
		const { token } = await invite({ uses: 1, expiresAt: Date.now() + 1500 });
		await expect
			.poll(
				async () => {
					await page.goto('about:blank');
					await page.goto(`${server.url}/join#${token}`);
					await page.getByRole('heading').first().waitFor();
					return page.getByRole('heading').allTextContents();
				},
				{ timeout: 20_000 }
			)
			.toContainEqual(expect.stringMatching(/run out/));
	});
});

test('somebody who declines the notice looks on as an observer', async ({ page }) => {
	const { token } = linkOf(session, 'delegate', 'CC');
	await page.goto(`${server.url}/join#${token}`);
	await page.getByLabel('Your name').fill('Cautious');
	await page.getByRole('button', { name: /Look on/ }).click();
	await page.waitForURL(`**/s/${session.id}**`);
	await expect(page.getByText(/You are looking on/)).toBeVisible();
});

test('the host page makes a session whose links open it', async ({ page }) => {
	await page.goto(`${server.url}/host#${server.hostKey}`);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(page).not.toHaveURL(/#/);
	await page.getByRole('link', { name: 'New session' }).click();
	await page.getByLabel('Title').fill('Made on the host page');
	const names = page.getByLabel('Name', { exact: true });
	await names.nth(0).fill('Physician network');
	await names.nth(1).fill('Community centre');
	await page.getByRole('button', { name: 'Open session' }).click();
	const table = page.getByRole('table').first();
	await expect(table.getByText('Physician network')).toBeVisible();
	const link = await page
		.getByText(/\/join#/)
		.first()
		.innerText();
	await page.goto('about:blank');
	await page.goto(link.trim());
	await expect(page.getByRole('heading', { name: 'Made on the host page' })).toBeVisible();
});

test('everything on the pages before joining can be had in German', async ({ browser }) => {
	const context = await browser.newContext({ locale: 'de-DE' });
	const page = await context.newPage();
	const { token } = linkOf(session, 'delegate', 'PN');
	await page.goto(`${server.url}/join#${token}`);
	await expect(page.getByRole('button', { name: 'Agree and join' })).toHaveCount(0);
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await expect(
		page
			.getByText('Sie sind eingeladen')
			.or(page.getByText(/eingeladen/))
			.first()
	).toBeVisible();
	await context.close();
});

test('the policy of a page names each script that stands in it, and no other', async ({
	request
}) => {
	const response = await request.get(`${server.url}/s/${session.id}`);
	const policy = response.headers()['content-security-policy'] ?? '';
	const scripts = [...(await response.text()).matchAll(/<script>([^]*?)<\/script>/g)];
	const hashes = scripts.map(
		([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
	);
	expect(hashes.length).toBeGreaterThan(1);
	const allowed = /script-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
	expect(allowed.toSorted()).toEqual(["'self'", ...hashes].toSorted());
});
