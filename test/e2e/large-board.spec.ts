import { expect, test } from '@playwright/test';
import { createSession, join, linkOf } from '../harness/api.ts';
import { stockClient, synced } from '../harness/client.ts';
import { sit, insert, note } from '../harness/people.ts';
import { startServer } from '../harness/server.ts';
import { insertItems } from '@concordia/board/doc';
import { mixedBoard } from '../bench/board/mixed-board.ts';

test('a board of thousands of items opens with all of them, is edited, and opens again', async ({
	browser
}) => {
	const server = await startServer();
	const session = await createSession(server);
	const { accessToken } = await join(server, linkOf(session, 'participant', 'PN').token, 'Author');
	const author = stockClient(server, session.id, accessToken);
	await synced(author);
	const items = mixedBoard(3000);
	insertItems(author.doc, items, null);

	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await expect.poll(async () => (await anna.items()).length).toBe(items.length);
	await insert(anna, [note('written00001', 'added among thousands', 0, -400)]);
	await expect.poll(() => author.items.has('written00001')).toBe(true);

	const asked: string[] = [];
	anna.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	await anna.page.reload();
	await anna.page.waitForFunction(() => window.concordia !== undefined);
	await anna.settled();
	const ids = (await anna.items()).map(({ id }) => id).toSorted();
	expect(ids).toEqual([...items.map(({ id }) => id), 'written00001'].toSorted());
	// What the page asks for before its scripts are there is not asked for again.
	const board = `/api/sessions/${session.id}/board`;
	expect(asked.filter((path) => path === board)).toEqual([board]);
	author.close();
	await anna.close();
	await server.stop();
});
