import {
	formatLeaf,
	formatLogLine,
	hashBytes,
	parseTilePath,
	Tree,
	type Leaf
} from '@concordia/transparency';
import { describe, expect, it } from 'vitest';
import { InclusionDuty, type LogSource } from './inclusion.ts';

/** A server with a log of somebody's edits, which it may show or not. */
class Server implements LogSource {
	readonly lines: string[] = [];
	readonly tree = Tree.empty();
	asked = 0;
	isAway = false;

	add(leaf: Partial<Leaf> = {}): string {
		const i = this.tree.size;
		const h = hashBytes(Uint8Array.of(i));
		const text = formatLeaf({ v: 1, i, t: i, k: 'edit', a: 'p1', h, ...leaf });
		this.tree.append(text);
		this.lines.push(formatLogLine({ leaf: text, payload: null, salt: null }));
		return h;
	}

	get checkpoint() {
		return { size: this.tree.size, root: this.tree.root() };
	}

	edits(from: number): Promise<string | null> {
		this.asked++;
		if (this.isAway) return Promise.resolve(null);
		return Promise.resolve(this.lines.slice(from).join('\n'));
	}

	tile(path: string): Promise<Uint8Array | null> {
		const address = parseTilePath(path);
		if (!address.ok || address.value.level === 'entries') return Promise.resolve(null);
		const { level, index, width } = address.value;
		return Promise.resolve(this.tree.partialTile(level, index, width));
	}
}

function start(): { server: Server; duty: InclusionDuty; alarms: string[] } {
	const server = new Server();
	const alarms: string[] = [];
	return { server, alarms, duty: new InclusionDuty(server, 0, (what) => alarms.push(what)) };
}

describe('one’s own edits', () => {
	it('are looked for ten seconds after they were saved, together', async () => {
		const { server, duty, alarms } = start();
		for (let at = 0; at < 40; at++) duty.saved(server.add(), at * 100);
		await duty.tick(9000, server.checkpoint);
		expect(server.asked).toBe(0);
		await duty.tick(10_000, server.checkpoint);
		await duty.tick(20_000, server.checkpoint);
		await duty.tick(90_000, server.checkpoint);
		expect(server.asked).toBe(1);
		expect(alarms).toEqual([]);
	});

	it('that are not in the log raise the alarm, once', async () => {
		const { server, duty, alarms } = start();
		duty.saved(server.add(), 0);
		duty.saved('left out', 0);
		await duty.tick(10_000, server.checkpoint);
		duty.saved('this one, too', 11_000);
		await duty.tick(30_000, server.checkpoint);
		expect(alarms).toEqual(['edit-missing']);
	});

	it('that the log shows, but not under what was signed, raise the alarm', async () => {
		const { server, duty, alarms } = start();
		for (let at = 0; at < 5; at++) duty.saved(server.add(), 0);
		server.lines[4] = server.lines[4]?.replace('\\"t\\":4', '\\"t\\":3') ?? '';
		await duty.tick(10_000, server.checkpoint);
		expect(alarms).toEqual(['entry-not-included']);
	});

	it('are asked for again while the server can’t be reached', async () => {
		const { server, duty, alarms } = start();
		duty.saved(server.add(), 0);
		server.isAway = true;
		await duty.tick(10_000, server.checkpoint);
		await duty.tick(10_300, server.checkpoint);
		expect([server.asked, alarms]).toEqual([2, []]);
		server.isAway = false;
		await duty.tick(10_600, server.checkpoint);
		await duty.tick(30_000, server.checkpoint);
		expect([server.asked, alarms]).toEqual([3, []]);
	});
});
