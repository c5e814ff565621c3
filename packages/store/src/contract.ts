import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytes, entry, session, update } from './rows.fixture.ts';
import type { Batch, BlobRow } from './rows.ts';
import type { Store } from './store.ts';

/** What every store must do, whatever it keeps its rows in. */
export function describeStore(name: string, open: () => Promise<Store>): void {
	describe(`contract of ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await open();
		});
		afterEach(() => store.close());

		test('starts empty', async () => {
			expect(await store.sessions()).toEqual([]);
			expect(await store.head('s1')).toBe(0);
			expect(await store.loadRoom('s1')).toEqual({ snapshot: null, updates: [] });
			expect(await store.snapshot('s1')).toBeNull();
			expect(await store.updates('s1', 0, 9)).toEqual([]);
			expect(await store.rooms('s1')).toEqual([]);
			expect(await store.entries('s1')).toEqual([]);
			expect(await store.tile('s1', 0, 0)).toBeNull();
			expect(await store.checkpoint('s1')).toBeNull();
			expect(await store.checkpoints('s1', 5)).toEqual([]);
			expect(await store.credential('h')).toBeNull();
			expect(await store.clients('s1')).toEqual([]);
			expect(await store.sealed('s1')).toEqual([]);
			expect(await store.meta('k')).toBeNull();
			expect(await store.blob('s1', 'h')).toBeNull();
			expect(await store.blobs('s1')).toEqual([]);
			expect(await store.version('s1', 'f1', 1)).toBeNull();
			expect(await store.versions('s1')).toEqual([]);
			await store.health();
		});

		test('gives every kind of row back as it was written', async () => {
			const rows = {
				sessions: [session('s1'), session('s2')],
				updates: [update('s1', 1), update('s1~private~p1', 1, { entry: null, participant: null })],
				entries: [entry('s1', 0, { salt: bytes(32), payload: '{"name":"Zoë 😀"}' })],
				tiles: [{ session: 's1', level: 0, index: 0, bytes: bytes(8192) }],
				checkpoints: [{ session: 's1', size: 1, note: 'origin\n1\n', at: 5 }],
				snapshots: [{ room: 's1', seq: 1, state: bytes(3), records: bytes(0) }],
				clients: [{ session: 's1', client: 4_294_967_295, participant: 'p1' }],
				credentials: [
					{ hash: 'h1', session: 's1', kind: 'invite', subject: 'i1', createdAt: 7 },
					{ hash: 'h2', session: 's2', kind: 'access', subject: 'p1', createdAt: 8 }
				],
				sealed: [
					{ session: 's1', key: 'vote/v1', owner: 'p1', value: '{"n":1}' },
					{ session: 's1', key: 'vote/v1', owner: 'p2', value: 'Zoë 😀' },
					{ session: 's2', key: 'vote/v1', owner: 'p1', value: '' }
				],
				meta: [{ key: 'k', value: 'v' }]
			} as const satisfies Batch;
			await store.commit(rows);

			expect(await store.sessions()).toEqual(rows.sessions);
			expect(await store.head('s1')).toBe(1);
			expect(await store.head('s2')).toBe(0);
			expect(await store.updates('s1', 0, 9)).toEqual([rows.updates[0]]);
			expect(await store.updates('s1~private~p1', 0, 9)).toEqual([rows.updates[1]]);
			expect(await store.rooms('s1')).toEqual(['s1', 's1~private~p1']);
			expect(await store.rooms('s2')).toEqual([]);
			expect(await store.entries('s1')).toEqual(rows.entries);
			expect(await store.tile('s1', 0, 0)).toEqual(rows.tiles[0].bytes);
			expect(await store.tile('s1', 1, 0)).toBeNull();
			expect(await store.checkpoint('s1')).toEqual(rows.checkpoints[0]);
			expect(await store.snapshot('s1')).toEqual(rows.snapshots[0]);
			expect(await store.loadRoom('s1')).toEqual({ snapshot: rows.snapshots[0], updates: [] });
			expect(await store.clients('s1')).toEqual(rows.clients);
			expect(await store.sealed('s1')).toEqual([rows.sealed[0], rows.sealed[1]]);
			expect(await store.sealed('s2')).toEqual([rows.sealed[2]]);
			expect(await store.credential('h1')).toEqual(rows.credentials[0]);
			expect(await store.credential('h2')).toEqual(rows.credentials[1]);
			expect(await store.meta('k')).toBe('v');
		});

		test('gives entries column by column, without their texts', async () => {
			const leaf = '{"v":1,"i":1,"o":["a","b"],"c":["text","create"]}';
			await store.commit({
				sessions: [session('s1')],
				entries: [
					entry('s1', 0, {
						kind: 'session.open',
						participant: null,
						organization: null,
						items: []
					}),
					entry('s1', 1, { items: ['a', 'b'], leaf, payload: 'secret' }),
					entry('s1', 2, { participant: 'p2', items: ['b'] })
				]
			});
			expect(await store.columns('s1', 1, 9)).toEqual({
				from: 1,
				at: [1001, 1002],
				kind: [0, 0],
				participant: [0, 1],
				organization: [0, 0],
				item: [0, 1],
				count: [2, 1],
				change: [0, -1],
				kinds: ['edit'],
				participants: ['p1', 'p2'],
				organizations: ['A'],
				items: ['a', 'b'],
				changes: ['text']
			});
			expect(await store.columns('s1', 0, 1)).toMatchObject({ participant: [-1], item: [-1] });
			expect((await store.columns('nobody', 0, 9)).at).toEqual([]);
		});

		test('gives the entries of certain indexes', async () => {
			await store.commit({
				sessions: [session('s1'), session('s2')],
				entries: [0, 1, 2, 3].map((i) => entry('s1', i)).concat(entry('s2', 0))
			});
			const found = await store.entries('s1', { indexes: [3, 1, 99] });
			expect(found.map(({ index }) => index)).toEqual([1, 3]);
		});

		test('keeps its own copy of the bytes', async () => {
			const shared = bytes(64);
			const view = shared.subarray(10, 20);
			const written = view.slice();
			await store.commit({
				sessions: [session('s1')],
				updates: [update('s1', 1, { bytes: view })]
			});
			shared.fill(0);
			expect((await store.updates('s1', 1, 2))[0]?.bytes).toEqual(written);
		});

		test('replaces snapshots, checkpoints and settings', async () => {
			await store.commit({
				sessions: [session('s1')],
				snapshots: [{ room: 's1', seq: 1, state: bytes(1), records: bytes(1) }],
				checkpoints: [{ session: 's1', size: 1, note: 'old', at: 1 }],
				meta: [{ key: 'k', value: 'old' }]
			});
			await store.commit({
				snapshots: [{ room: 's1', seq: 2, state: bytes(2), records: bytes(2) }],
				checkpoints: [{ session: 's1', size: 1, note: 'new', at: 2 }],
				meta: [{ key: 'k', value: 'new' }]
			});
			expect(await store.snapshot('s1')).toMatchObject({ seq: 2 });
			expect(await store.checkpoints('s1', 9)).toMatchObject([{ note: 'new' }]);
			expect(await store.meta('k')).toBe('new');
		});

		describe('files', () => {
			test('are given back byte for byte, and listed without their bytes', async () => {
				const row = picture({ bytes: bytes(300_000) });
				const empty = picture({ hash: 'aa', type: 'image/gif', bytes: bytes(0) });
				await store.commit({ sessions: [session('s1')], blobs: [row, empty] });
				expect(await store.blob('s1', 'ab')).toEqual(row);
				expect(await store.blob('s1', 'aa')).toEqual(empty);
				expect(await store.blob('s1', 'AB')).toBeNull();
				expect(await store.blobs('s1')).toEqual([
					{ hash: 'aa', type: 'image/gif', size: 0 },
					{ hash: 'ab', type: 'image/png', size: 300_000 }
				]);
			});

			test('are kept once, as they came first', async () => {
				await store.commit({ sessions: [session('s1')], blobs: [picture()] });
				await store.commit({ blobs: [picture({ at: 9 }), picture({ at: 10 })] });
				expect(await store.blob('s1', 'ab')).toMatchObject({ at: 3 });
				expect(await store.blobs('s1')).toHaveLength(1);
			});

			test('belong to one session only', async () => {
				await store.commit({
					sessions: [session('s1'), session('s11')],
					blobs: [picture({ session: 's11' })]
				});
				expect(await store.blob('s1', 'ab')).toBeNull();
				expect(await store.blobs('s1')).toEqual([]);
				expect(await store.blob('s11', 'ab')).not.toBeNull();
			});

			test('of an unknown session are refused', async () => {
				await expect(store.commit({ blobs: [picture({ session: 's9' })] })).rejects.toThrow(/./);
			});
		});

		test('loads a room from its snapshot on, and any range of its past', async () => {
			const updates = Array.from({ length: 9 }, (_, i) => update('s1', i + 1));
			await store.commit({ sessions: [session('s1')], updates });
			await store.commit({
				snapshots: [{ room: 's1', seq: 6, state: bytes(5), records: bytes(5) }]
			});
			const room = await store.loadRoom('s1');
			expect(room.snapshot?.seq).toBe(6);
			expect(room.updates.map(({ seq }) => seq)).toEqual([7, 8, 9]);
			expect((await store.updates('s1', 3, 6)).map(({ seq }) => seq)).toEqual([3, 4, 5]);
			expect(await store.updates('s1', -5, Infinity)).toHaveLength(9);
		});

		test('names the newest checkpoint first', async () => {
			const checkpoints = [3, 1, 2].map((size) => ({
				session: 's1',
				size,
				note: `${size}`,
				at: 9 - size
			}));
			await store.commit({ sessions: [session('s1')], checkpoints });
			expect((await store.checkpoint('s1'))?.size).toBe(3);
			expect((await store.checkpoints('s1', 2)).map(({ size }) => size)).toEqual([3, 2]);
		});

		test('does not mix up sessions whose names begin alike', async () => {
			await store.commit({
				sessions: [session('s1'), session('s11')],
				updates: [update('s1', 1), update('s11', 1), update('s11~side~x', 1)],
				entries: [entry('s1', 0), entry('s11', 0), entry('s11', 1)]
			});
			expect(await store.rooms('s1')).toEqual(['s1']);
			expect(await store.head('s1')).toBe(1);
			expect(await store.entries('s11')).toHaveLength(2);
		});

		describe('searching the log', () => {
			const log = [
				entry('s1', 0, { kind: 'join', at: 10, participant: 'p1', organization: 'A', items: [] }),
				entry('s1', 1, { at: 20, participant: 'p1', organization: 'A', items: ['x', 'y'] }),
				// The clock went back.
				entry('s1', 2, { at: 15, participant: 'p2', organization: 'B', items: ['x'] }),
				entry('s1', 3, {
					kind: 'seen',
					at: 30,
					participant: 'p2',
					organization: 'B',
					items: ['y']
				}),
				entry('s1', 4, { kind: 'leave', at: 40, participant: null, organization: null, items: [] })
			];
			const cases: { name: string; filter: Parameters<Store['entries']>[1]; found: number[] }[] = [
				{ name: 'everything', filter: {}, found: [0, 1, 2, 3, 4] },
				{ name: 'from', filter: { from: 3 }, found: [3, 4] },
				{ name: 'to', filter: { to: 2 }, found: [0, 1] },
				{ name: 'a range beyond the log', filter: { from: -9, to: 1e12 }, found: [0, 1, 2, 3, 4] },
				{ name: 'an empty range', filter: { from: 3, to: 1 }, found: [] },
				{ name: 'since', filter: { since: 20 }, found: [1, 3, 4] },
				{ name: 'until', filter: { until: 20 }, found: [0, 2] },
				{ name: 'participant', filter: { participant: 'p2' }, found: [2, 3] },
				{ name: 'organization', filter: { organization: 'A' }, found: [0, 1] },
				{ name: 'item', filter: { item: 'x' }, found: [1, 2] },
				{ name: 'kinds', filter: { kinds: ['join', 'leave'] }, found: [0, 4] },
				{ name: 'no kinds', filter: { kinds: [] }, found: [] },
				{ name: 'limit', filter: { limit: 2 }, found: [0, 1] },
				{ name: 'newest first', filter: { newestFirst: true, limit: 2 }, found: [4, 3] },
				{
					name: 'all together',
					filter: {
						from: 1,
						to: 4,
						since: 10,
						until: 30,
						participant: 'p2',
						organization: 'B',
						item: 'x',
						kinds: ['edit'],
						limit: 9,
						newestFirst: true
					},
					found: [2]
				},
				{ name: 'a quote in a value', filter: { participant: "' OR 1=1 --" }, found: [] }
			];
			for (const { name: what, filter, found } of cases)
				test(`finds ${what}`, async () => {
					await store.commit({ sessions: [session('s0'), session('s1')], entries: log });
					const rows = await store.entries('s1', filter);
					expect(rows.map(({ index }) => index)).toEqual(found);
				});
		});

		test('erases payload and salt of an entry and keeps the rest', async () => {
			const named = entry('s1', 0, { payload: '{"name":"Ana"}', salt: bytes(32) });
			await store.commit({ sessions: [session('s1')], entries: [named, entry('s1', 1)] });
			await store.commit({ erasures: [{ session: 's1', index: 0 }] });
			expect(await store.entries('s1')).toEqual([
				{ ...named, payload: null, salt: null },
				entry('s1', 1)
			]);
		});

		test('rewrites an update, and takes the text of a version and a file away', async () => {
			const file = { session: 's1', hash: 'f1', type: 'image/png', at: 1, bytes: bytes(9) };
			const frozen = { session: 's1', frame: 'f', number: 1, hash: 'h', text: 'words' };
			await store.commit({
				sessions: [session('s1')],
				updates: [update('s1', 1), update('s1', 2)],
				versions: [frozen],
				blobs: [file]
			});
			await store.commit({
				rewritten: [{ room: 's1', seq: 1, bytes: bytes(2) }],
				erasedVersions: [{ session: 's1', frame: 'f', number: 1 }],
				erasedBlobs: [{ session: 's1', hash: 'f1' }]
			});
			expect(await store.updates('s1', 0, 9)).toEqual([
				{ ...update('s1', 1), bytes: bytes(2) },
				update('s1', 2)
			]);
			expect(await store.versions('s1')).toEqual([{ ...frozen, text: '' }]);
			expect(await store.blob('s1', 'f1')).toBeNull();
		});

		test('erases a room with what the same batch adds to it, and no other', async () => {
			const [mine, other] = ['s1~private~p1', 's1~private~p2'];
			await store.commit({
				sessions: [session('s1')],
				updates: [update(mine, 1), update(mine, 2), update(other, 1), update(other, 2)],
				snapshots: [mine, other].map((room) => ({
					room,
					seq: 2,
					state: bytes(3),
					records: bytes(3)
				}))
			});
			await store.commit({ updates: [update(mine, 3)], erasedRooms: [mine, 's1~private~nobody'] });
			expect(await store.rooms('s1')).toEqual([other]);
			expect(await store.loadRoom(mine)).toEqual({ snapshot: null, updates: [] });
			expect(await store.updates(other, 0, 9)).toHaveLength(2);
			await store.commit({ updates: [update(mine, 1)] });
			expect(await store.updates(mine, 0, 9)).toEqual([update(mine, 1)]);
			expect(await store.updates(other, 0, 9)).toHaveLength(2);
		});

		test('forgets a credential that has ended', async () => {
			const kept = { session: 's1', kind: 'access', subject: 'p1', createdAt: 7 } as const;
			await store.commit({
				sessions: [session('s1')],
				credentials: [
					{ ...kept, hash: 'h1' },
					{ ...kept, hash: 'h2' }
				]
			});
			await store.commit({ ended: ['h1', 'h9'] });
			expect(await store.credential('h1')).toBeNull();
			expect(await store.credential('h2')).toEqual({ ...kept, hash: 'h2' });
		});

		test('replaces what is sealed and takes it away, each owner for themselves', async () => {
			await store.commit({
				sessions: [session('s1')],
				sealed: [sealed('p1', 'one'), sealed('p2', 'two')]
			});
			await store.commit({ sealed: [sealed('p1', 'three'), sealed('p1', 'four')] });
			expect(await store.sealed('s1')).toEqual([sealed('p1', 'four'), sealed('p2', 'two')]);
			await store.commit({ sealed: [sealed('p1', null), sealed('p9', null)] });
			expect(await store.sealed('s1')).toEqual([sealed('p2', 'two')]);
		});

		test('keeps frozen versions by frame and number, each once', async () => {
			const rows = [
				version('f1', 1),
				version('f1', 2, 'Zoë 😀'),
				version('f1', 10),
				version('f2', 1, '')
			];
			await store.commit({ sessions: [session('s1'), session('s2')], versions: rows.toReversed() });
			expect(await store.versions('s1')).toEqual(rows);
			expect(await store.version('s1', 'f1', 2)).toEqual(rows[1]);
			expect(await store.version('s1', 'f2', 2)).toBeNull();
			expect(await store.version('s2', 'f1', 1)).toBeNull();
			await expect(store.commit({ versions: [version('f1', 2, 'another')] })).rejects.toThrow(/./);
			expect(await store.versions('s1')).toEqual(rows);
		});

		describe('a batch that cannot be written', () => {
			const refused: { name: string; batch: Batch }[] = [
				{ name: 'leaves a gap in the log', batch: { entries: [entry('s1', 2)] } },
				{ name: 'writes an entry again', batch: { entries: [entry('s1', 0)] } },
				{ name: 'writes an update again', batch: { updates: [update('s1', 1)] } },
				{
					name: 'writes an update twice',
					batch: { updates: [update('s1', 2), update('s1', 2)] }
				},
				{ name: 'opens a session again', batch: { sessions: [session('s1')] } },
				{
					name: 'gives a client to another participant',
					batch: { clients: [{ session: 's1', client: 7, participant: 'p2' }] }
				},
				{
					name: 'writes a tile again',
					batch: { tiles: [{ session: 's1', level: 0, index: 0, bytes: bytes(2) }] }
				},
				{
					name: 'gives a credential away again',
					batch: {
						credentials: [{ hash: 'h', session: 's1', kind: 'access', subject: 'p2', createdAt: 2 }]
					}
				},
				{ name: 'speaks of an unknown session', batch: { entries: [entry('s9', 0)] } },
				{
					name: 'seals something for an unknown session',
					batch: { sealed: [{ session: 's9', key: 'k', owner: 'p1', value: 'v' }] }
				},
				{ name: 'freezes a version again', batch: { versions: [version('f1', 1, 'another')] } },
				{
					name: 'freezes one twice',
					batch: { versions: [version('f1', 2), version('f1', 2)] }
				},
				{ name: 'speaks of a room of an unknown session', batch: { updates: [update('s9', 1)] } }
			];
			for (const { name: what, batch } of refused)
				test(`because it ${what} changes nothing`, async () => {
					await store.commit({
						sessions: [session('s1')],
						updates: [update('s1', 1)],
						entries: [entry('s1', 0)],
						clients: [{ session: 's1', client: 7, participant: 'p1' }],
						tiles: [{ session: 's1', level: 0, index: 0, bytes: bytes(1) }],
						versions: [version('f1', 1)],
						credentials: [{ hash: 'h', session: 's1', kind: 'invite', subject: 'i', createdAt: 1 }]
					});
					const good: Batch = {
						sessions: [session('s2')],
						entries: [entry('s1', 1), entry('s2', 0)],
						updates: [update('s1~side~a', 1)],
						meta: [{ key: 'k', value: 'v' }]
					};
					const mixed: Batch = {
						...good,
						...batch,
						sessions: [session('s2'), ...(batch.sessions ?? [])],
						entries: batch.entries ?? good.entries ?? [],
						updates: [...(good.updates ?? []), ...(batch.updates ?? [])]
					};
					await expect(store.commit(mixed)).rejects.toThrow(/./);
					expect(await store.sessions()).toEqual([session('s1')]);
					expect(await store.head('s1')).toBe(1);
					expect(await store.rooms('s1')).toEqual(['s1']);
					expect(await store.meta('k')).toBeNull();
					// The way is free for what should have been written.
					await store.commit(good);
					expect(await store.head('s1')).toBe(2);
					expect(await store.rooms('s1')).toEqual(['s1', 's1~side~a']);
				});
		});

		test('lands commits in the order of the calls, without waiting in between', async () => {
			await store.commit({ sessions: [session('s1')] });
			const commits = Array.from({ length: 50 }, (_, i) =>
				store.commit({ entries: [entry('s1', i)], updates: [update('s1', i + 1)] })
			);
			await Promise.all(commits);
			expect(await store.head('s1')).toBe(50);
			expect(await store.updates('s1', 1, 99)).toHaveLength(50);
		});

		test('sees a commit as soon as it is done', async () => {
			await store.commit({ sessions: [session('s1')] });
			for (let i = 0; i < 20; i++) {
				await store.commit({ entries: [entry('s1', i)] });
				expect(await store.head('s1')).toBe(i + 1);
			}
		});

		test('finishes what was begun before it closes, then refuses', async () => {
			const last = store.commit({ sessions: [session('s1')] });
			await store.close();
			await last;
			await expect(store.commit({})).rejects.toThrow('closed');
			await expect(store.sessions()).rejects.toThrow('closed');
			await expect(store.health()).rejects.toThrow('closed');
		});
	});
}

const picture = (given: Partial<BlobRow> = {}): BlobRow => ({
	session: 's1',
	hash: 'ab',
	type: 'image/png',
	at: 3,
	bytes: bytes(40),
	...given
});

function version(frame: string, number: number, text = `text ${number}`) {
	return { session: 's1', frame, number, hash: `hash of ${text}`, text };
}

function sealed(owner: string, value: string | null) {
	return { session: 's1', key: 'vote/v1', owner, value };
}
