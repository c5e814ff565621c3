import { describe, expect, it } from 'vitest';
import type { SessionView } from '#lib/api.ts';
import { LogClient } from './client.ts';
import type { Remembered } from './remembered.ts';
import { SessionLog, type LogWorld } from './session-log.svelte.ts';
import { BLOCK } from './log-table.ts';
import { noFilter } from './filter.ts';
import { columnsOf, partners, signer, smallLog, type FakeLog } from './testing.ts';

/** A server and a browser in one: turns pass when the page waits, and the test says what happens in each. */
class FakeWorld implements LogWorld {
	log: FakeLog;
	note: string | null = null;
	kept: Remembered | null = null;
	status = 200;
	/** The server gives at most this many entries at once. */
	most = 1000;
	time = 0;
	/** How long it takes to read the items. */
	slowMs = 0;
	readonly asked: string[] = [];
	readonly client = new LogClient('abcdefghij', (url) => Promise.resolve(this.#answer(url)));
	readonly #stop = new AbortController();
	readonly #turns: ((page: SessionLog) => void)[];
	#page: SessionLog | null = null;

	constructor(log: FakeLog, ...turns: ((page: SessionLog) => void)[]) {
		this.log = log;
		this.#turns = turns;
	}

	async run(): Promise<SessionLog> {
		this.#page = new SessionLog(this);
		await this.#page.run(this.#stop.signal);
		return this.#page;
	}

	view = () =>
		Promise.resolve(
			this.status === 200
				? {
						ok: true as const,
						value: {
							verifierKey: signer.verifierKey,
							state: {
								organizations: partners,
								participants: {}
							} as unknown as SessionView['state']
						} as SessionView
					}
				: {
						ok: false as const,
						problem: {
							code: this.status === 401 ? 'signed-out' : 'unreachable',
							status: 0,
							detail: ''
						}
					}
		);
	now = () => this.time;
	visible = () => Promise.resolve();
	recall = () => this.kept;
	remember = (what: Remembered): void => void (this.kept = what);

	wait = (ms: number): Promise<void> => {
		this.time += ms;
		if (ms === 0) return Promise.resolve(); // only letting the page draw
		const turn = this.#turns.shift();
		if (turn && this.#page) turn(this.#page);
		else this.#stop.abort();
		return Promise.resolve();
	};

	#answer(url: string): Response {
		this.asked.push(url.replace('/api/sessions/abcdefghij', ''));
		if (this.status !== 200) return new Response('{}', { status: this.status });
		if (url.endsWith('/checkpoint')) return new Response(this.note ?? this.log.checkpoint());
		if (url.endsWith('/board')) {
			this.time += this.slowMs;
			return new Response('{"items":[{"id":"item0","type":"note"}]}');
		}
		const query = new URL(url, 'http://x').searchParams;
		const from = Number(query.get('from'));
		if (url.includes('/log/columns')) {
			const end = Math.min(this.log.lines.length, from + this.most, from - (from % BLOCK) + BLOCK);
			return Response.json(columnsOf(this.log, from, end));
		}
		const at = query.get('at');
		if (at !== null) {
			const indexes = at.split(',').map(Number);
			return new Response(indexes.map((index) => this.log.text(index, index + 1)).join(''));
		}
		const item = query.get('item');
		if (item !== null) {
			const found = this.log.entries(from).filter(({ leaf }) => leaf.o?.includes(item));
			return new Response(found.map(({ line }) => `${line}\n`).join(''));
		}
		const to = Math.min(Number(query.get('to')), from + this.most);
		return new Response(this.log.text(from, to));
	}
}

describe('the log page', () => {
	it('knows everything, newest first, however little the server gives at once', async () => {
		const world = new FakeWorld(smallLog(9000));
		world.most = 700;
		const page = await world.run();
		expect(page.phase.state).toBe('ready');
		expect(page.table.isComplete).toBe(true);
		expect(world.asked.filter((path) => path.startsWith('/log')).slice(0, 4)).toEqual([
			'/log/checkpoint',
			'/log/columns?from=8192',
			'/log/columns?from=8892',
			'/log/columns?from=0'
		]);
		expect(page.items.get('item0')?.type).toBe('note');
		expect(page.checkpoint).toMatchObject({ size: 9003, origin: signer.name });
		page.show(noFilter, false);
		expect(page.rows.length).toBe(9003);
		expect(page.rows.at(0)).toEqual({ entry: 9002, oldest: 9002, count: 1 });
	});

	it('follows the log, and asks only for what is new', async () => {
		const world = new FakeWorld(
			smallLog(),
			() => world.asked.splice(0),
			() => void world.log.add('leave', { a: 'p1' })
		);
		const page = await world.run();
		expect(page.table.size).toBe(8);
		expect(page.rows.at(0)?.entry).toBe(7);
		expect(world.asked.filter((path) => path.includes('columns'))).toEqual(['/log/columns?from=7']);
	});

	it('names what was added soon after it was, as long as names come fast', async () => {
		const named = (): number => world.asked.filter((path) => path === '/board').length;
		const counts: number[] = [];
		const turn = (slowMs: number) => () => {
			counts.push(named());
			world.slowMs = slowMs;
			world.log.add('edit', { a: 'p1', o: ['item1'], c: ['text'] });
		};
		const world = new FakeWorld(smallLog(), ...[0, 0, 900, 0, 0, 0, 0, 0].map(turn));
		await world.run();
		// Each second; after they took 0.9 seconds, five later.
		expect(counts).toEqual([1, 2, 3, 4, 4, 4, 4, 4]);
		expect(named()).toBe(5);
	});

	it('fetches in full what is shown, and only once', async () => {
		const world = new FakeWorld(
			smallLog(),
			(page) => page.want([6, 5]),
			(page) => page.want([6, 5, 4]),
			() => undefined
		);
		const page = await world.run();
		expect(world.asked.filter((path) => path.includes('at='))).toEqual([
			'/log?at=6,5',
			'/log?at=4'
		]);
		expect(page.entry(6)?.line).not.toBe('');
		expect(page.entry(3)).toMatchObject({ line: '', leaf: { k: 'edit', a: 'p1', o: ['item0'] } });
		expect(page.entry(99)).toBeUndefined();
	});

	it('shows entries that name an item among others, once the server has said which', async () => {
		const log = smallLog();
		log.add('seen', { a: 'p1', o: ['item3', 'item0'] });
		const world = new FakeWorld(
			log,
			(page) => page.show({ ...noFilter, item: 'item0' }, true),
			() => undefined,
			() => undefined
		);
		const page = await world.run();
		expect(page.rows.slice(0, 9).map(({ entry }) => entry)).toEqual([7, 3]);
	});

	it('verifies when asked, remembers it, and goes on verifying', async () => {
		const world = new FakeWorld(
			smallLog(),
			(page) => page.verify(),
			() => void world.log.add('leave', { a: 'p1' })
		);
		const page = await world.run();
		expect(page.verification).toMatchObject({ state: 'verified', size: 8 });
		expect(world.kept?.note).toBe(world.log.checkpoint());
	});

	it('verifies by itself when this browser did before, and warns of a rewritten log', async () => {
		const world = new FakeWorld(smallLog(5));
		world.kept = { note: smallLog(4).checkpoint(), verifierKey: signer.verifierKey, at: 1 };
		expect((await world.run()).verification).toMatchObject({ state: 'verified', size: 8 });
		const other = new FakeWorld(smallLog(0), () => undefined);
		for (let n = 0; n < 9; n++) other.log.add('leave', { a: 'p2' });
		other.kept = { note: smallLog(4).checkpoint(), verifierKey: signer.verifierKey, at: 1 };
		expect((await other.run()).verification).toMatchObject({
			state: 'alarm',
			problem: { code: 'log-rewritten' }
		});
	});

	it('warns without being asked when the log becomes shorter', async () => {
		const world = new FakeWorld(smallLog(), () => (world.note = world.log.checkpoint(3)));
		expect((await world.run()).verification).toMatchObject({
			state: 'alarm',
			problem: { code: 'log-cut' }
		});
	});

	it('says when the server is away, tries again ever more slowly, and recovers', async () => {
		const offline: boolean[] = [];
		const world: FakeWorld = new FakeWorld(
			smallLog(),
			() => (world.status = 503),
			(page) => offline.push(page.offline),
			() => (world.status = 200),
			(page) => offline.push(page.offline)
		);
		const page = await world.run();
		expect(offline).toEqual([true, false]);
		expect(page.table.isComplete).toBe(true);
		expect(world.time).toBe(1000 + 2000 + 4000 + 1000 + 1000);
	});

	it('stops when one is not signed in', async () => {
		const world = new FakeWorld(smallLog(), () => undefined);
		world.status = 401;
		expect((await world.run()).phase).toMatchObject({
			state: 'failed',
			problem: { code: 'signed-out' }
		});
	});

	it('does not take other entries than it asked for', async () => {
		const client = new LogClient('x', () => Promise.resolve(new Response(smallLog().text(1, 3))));
		expect(await client.entries({ from: 1, to: 3 })).toMatchObject({ ok: true });
		expect(await client.entries({ from: 0, to: 2 })).toMatchObject({
			ok: false,
			problem: { code: 'log-unreadable' }
		});
	});
});
