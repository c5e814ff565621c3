import { expect, test } from '@playwright/test';
import { createSession, join, linkOf } from '../harness/api.ts';
import { addNote, stockClient, synced } from '../harness/client.ts';
import { sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const payloads = [
	'<img src=x onerror="window.__ran=1">',
	'<script>window.__ran=1</script>',
	'"><svg onload=window.__ran=1>',
	"';window.__ran=1;//",
	'<iframe srcdoc="<script>parent.__ran=1</script>">',
	'[link](javascript:window.__ran=1)',
	'<math><mtext></mtext><style><img src=x onerror=window.__ran=1></style></math>',
	'{{constructor.constructor("window.__ran=1")()}}',
	'</textarea><script>window.__ran=1</script>',
	'\u202e<b onmouseover=window.__ran=1>x</b>',
	'<a href="data:text/html,<script>window.__ran=1</script>">x</a>',
	'<style>@import "javascript:window.__ran=1"</style>'
];

test('HTML and script in titles, organizations, names, texts and fields stay text', async ({
	browser
}) => {
	const [first = '', second = ''] = payloads;
	const session = await createSession(server, {
		title: first,
		purpose: second,
		organizations: [
			{ id: 'PN', name: payloads[1] },
			{ id: 'CC', name: payloads[2] }
		]
	});
	const { accessToken } = await join(server, linkOf(session, 'delegate', 'CC').token, first);
	const program = stockClient(server, session.id, accessToken);
	await synced(program);
	for (const [index, payload] of payloads.entries()) {
		addNote(
			program,
			`payload${String(index).padStart(5, '0')}`,
			payload,
			(index % 4) * 220,
			index * 60
		);
	}
	program.doc.transact(() => {
		const item = program.items.get('payload00000');
		for (const field of ['color', 'shape', 'kind', 'instrument', 'src', 'type']) {
			item?.set(field, payloads[0]);
		}
	});
	const anna = await sit(browser, server, session, { organization: 'PN', name: second });
	const requests: string[] = [];
	anna.page.on('request', (request) => requests.push(request.url()));
	await expect.poll(async () => (await anna.items()).length).toBe(payloads.length);
	await anna.page.evaluate(() => window.concordia?.camera.fit());
	for (const tab of ['Details', 'People', 'Outline']) {
		await anna.page.getByRole('tab', { name: tab }).click();
	}
	await anna.settled();
	const ran = (): Promise<unknown> => anna.page.evaluate(() => Reflect.get(window, '__ran'));
	expect(await ran()).toBeUndefined();
	for (const path of ['log', 'people']) {
		await anna.page.goto(`${server.url}/s/${session.id}/${path}`);
		await expect(anna.page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(await ran()).toBeUndefined();
	}
	expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
	program.close();
	await anna.close();
});
