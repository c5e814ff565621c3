import { insertItems } from '@concordia/board/doc';
import * as Y from 'yjs';
import { createSession, join, linkOf } from '../../harness/api.ts';
import { stockClient, synced, until, type StockClient } from '../../harness/client.ts';
import { seeded } from '../../harness/random.ts';
import type { RunningServer } from '../../harness/server.ts';
import { mixedBoard } from './mixed-board.ts';

const AUTHORS = 5;
const MOVES_PER_ITEM = 20;
/** Items in one transaction: what one gesture of somebody takes along. */
const AT_ONCE = 250;

export interface StoredBoard {
	readonly session: string;
	/** For somebody who only opens the page. */
	readonly invitation: string;
	/** The whole document, to give to other servers. */
	readonly state: Uint8Array;
}

/** Has five people draw a board and move its items about, through the server, until all of it is stored. */
export async function storeBoard(
	server: Pick<RunningServer, 'url' | 'hostKey'>,
	count: number,
	movesPerItem = MOVES_PER_ITEM
): Promise<StoredBoard> {
	const session = await createSession(server, { title: `Board of ${count} items` });
	const invitation = linkOf(session, 'participant', 'PN').token;
	const authors: StockClient[] = [];
	for (let i = 0; i < AUTHORS; i++) {
		const { accessToken } = await join(server, invitation, `Author ${i + 1}`);
		authors.push(stockClient(server, session.id, accessToken));
	}
	for (const author of authors) await synced(author);
	await draw(authors, count);
	await moveAbout(authors, movesPerItem);
	const state = Y.encodeStateAsUpdate(authors[0]?.doc ?? new Y.Doc());
	await written(server, session.id, invitation);
	for (const author of authors) author.close();
	return { session: session.id, invitation, state };
}

/** The server writes boards down some seconds after the last change: what is opened here is no board of this minute. */
async function written(
	server: Pick<RunningServer, 'url'>,
	session: string,
	invitation: string
): Promise<void> {
	const { accessToken } = await join(server, invitation, 'Reader');
	const path = `${server.url}/api/sessions/${session}`;
	const headers = { authorization: `Bearer ${accessToken}` };
	const board = await fetch(`${path}/board`, { headers });
	const { seq } = (await board.json()) as { seq: number };
	const isWritten = async (): Promise<boolean> => {
		const snapshot = await fetch(`${path}/snapshot`, { headers });
		await snapshot.arrayBuffer();
		return Number(snapshot.headers.get('x-concordia-seq')) === seq;
	};
	await until('the board is written down', isWritten, 60_000);
}

async function draw(authors: readonly StockClient[], count: number): Promise<void> {
	const items = mixedBoard(count);
	for (let at = 0, turn = 0; at < items.length; at += AT_ONCE, turn++) {
		const author = authors[turn % authors.length];
		if (author) insertItems(author.doc, items.slice(at, at + AT_ONCE), null);
		if (turn % AUTHORS === 0) await alike(authors);
	}
	await alike(authors);
}

async function moveAbout(authors: readonly StockClient[], movesPerItem: number): Promise<void> {
	const random = seeded(7);
	const ids = [...(authors[0]?.items.keys() ?? [])];
	const gestures = (ids.length * movesPerItem) / AT_ONCE;
	for (let gesture = 0; gesture < gestures; gesture++) {
		const author = authors[gesture % authors.length];
		author?.doc.transact(() => {
			for (let n = 0; n < Math.min(AT_ONCE, ids.length); n++) {
				const item = author.items.get(random.pick(ids) ?? '');
				const pos = item?.get('pos');
				if (item?.get('type') === 'connector' || !Array.isArray(pos)) continue;
				item?.set('pos', [Number(pos[0]) + random.below(9) - 4, Number(pos[1])]);
			}
		});
		// Nobody sends more than the server lets one person send.
		if (gesture % 20 === 0) await alike(authors);
	}
	await alike(authors);
}

/** What others have seen is stored: when all have the same, all of it is. */
async function alike(authors: readonly StockClient[]): Promise<void> {
	await until(
		'all authors have the same board',
		() => new Set(authors.map(known)).size === 1,
		60_000
	);
}

function known({ doc }: StockClient): string {
	const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))];
	return JSON.stringify(clocks.toSorted(([a], [b]) => a - b));
}
