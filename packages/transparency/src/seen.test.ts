import { describe, expect, it } from 'vitest';
import { applySeen, formatSeen, isSeen, SeenLog, type SeenGrade, type SeenLeaf } from './seen.ts';

/** One line each: `edit a,b @3 PN`, `seen a @5 HI`, `ack a @5 HI`, `edit.host a @1`. */
function leaves(...lines: string[]): SeenLeaf[] {
	return lines.map((line, i) => {
		const [k, ids, at, og] = line.split(' ');
		return {
			i,
			t: 1000 + i,
			k: k!,
			...(og && { og, a: `${og}-person` }),
			room: 's',
			seq: Number(at!.slice(1)),
			o: ids!.split(',')
		};
	});
}

function logOf(all: readonly SeenLeaf[]): SeenLog {
	const log = new SeenLog('s');
	for (const leaf of all) log.add(leaf);
	return log;
}

const grades = (log: SeenLog, id: string, ...organizations: string[]): string =>
	organizations.map((one) => log.gradeOf(id, one)).join(' ');

describe('who saw which version', () => {
	it('tells the grades apart', () => {
		const log = logOf(
			leaves(
				'edit a,b @1 PN',
				'seen a @1 PN',
				'seen a @1 HI',
				'ack a @1 HI',
				'seen a @1 PH',
				'edit a @2 PN',
				'seen a @2 HI',
				'ack a @2 PH',
				'seen b @3 PN'
			)
		);
		expect(grades(log, 'a', 'PN', 'HI', 'PH', 'CC')).toBe('earlier displayed acknowledged none');
		expect(grades(log, 'b', 'PN', 'HI', 'PH', 'CC')).toBe('displayed delivered delivered none');
	});

	it('takes what was displayed later than the last edit for its last version', () => {
		const log = logOf(leaves('edit a @4 PN', 'edit b @9 PN', 'seen a @9 HI'));
		expect(log.gradeOf('a', 'HI')).toBe('displayed');
	});

	it('an edit makes a new version, whoever saw the one before', () => {
		const log = logOf(leaves('edit a @4 PN', 'seen a @4 HI', 'edit a @5 HI'));
		expect(log.gradeOf('a', 'HI')).toBe('earlier');
	});

	it('says nothing of items and organizations that the log is silent about', () => {
		const log = logOf(leaves('edit a @1 PN'));
		expect(grades(log, 'ghost', 'PN', 'HI')).toBe('none none');
		expect(log.gradeOf('a', 'HI')).toBe('none');
	});

	it('leaves out other rooms and other kinds', () => {
		const [mine] = leaves('edit a @1 PN');
		const log = logOf([
			mine!,
			{ ...mine!, i: 1, room: 's~private~x', seq: 7 },
			{ ...mine!, i: 2, k: 'refuse', seq: 8 },
			{ ...mine!, i: 3, k: 'frobnicate', seq: 9 }
		]);
		expect(log.items.get('a')).toMatchObject({ version: 1, entry: 0, by: 'PN-person' });
		expect(log.size).toBe(4);
	});

	it('what the host did is delivered to nobody by that', () => {
		const log = logOf(leaves('edit.host a @1'));
		expect([...log.delivered]).toEqual([]);
		expect(log.items.get('a')?.by).toBeNull();
	});
});

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
	};
}

const organizations = ['PN', 'HI', 'PH', ''];
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A session: edits rise by one position each, views name a position that existed. */
function session(random: (below: number) => number, length: number): SeenLeaf[] {
	let position = 0;
	return Array.from({ length }, (_, i) => {
		const kind = ['edit', 'edit', 'edit.host', 'seen', 'seen', 'seen', 'ack', 'join'][random(8)]!;
		const isEdit = kind.startsWith('edit');
		if (isEdit) position += 1;
		const og = organizations[random(organizations.length)]!;
		return {
			i,
			t: i * 10,
			k: kind,
			...(kind !== 'edit.host' && og !== '' && { og, a: `${og}${random(3)}` }),
			room: random(10) === 0 ? 's~private~p' : 's',
			seq: isEdit ? position : Math.max(0, position - random(4)),
			o: ids.filter(() => random(3) === 0)
		};
	});
}

/** Straight from the definition: looks through the whole log for each answer. */
function slowGrade(all: readonly SeenLeaf[], id: string, og: string): string {
	const here = all.filter((leaf) => leaf.room === 's');
	const mine = here.filter((leaf) => (leaf.og ?? '') === og);
	const about = here.filter((leaf) => leaf.o!.includes(id));
	const edits = about.filter((leaf) => leaf.k === 'edit' || leaf.k === 'edit.host');
	const version = Math.max(0, ...edits.map((leaf) => leaf.seq!));
	const views = mine.filter(
		(leaf) => leaf.o!.includes(id) && (leaf.k === 'seen' || leaf.k === 'ack') && leaf.seq! > 0
	);
	const reached = mine.filter((leaf) => ['edit', 'seen', 'ack'].includes(leaf.k) && leaf.seq! > 0);
	if (edits.length + views.length === 0 && !about.some((leaf) => leaf.k !== 'join')) return 'none';
	if (views.some((leaf) => leaf.k === 'ack' && leaf.seq! >= version)) return 'acknowledged';
	if (views.some((leaf) => leaf.k === 'seen' && leaf.seq! >= version)) return 'displayed';
	if (views.length > 0) return 'earlier';
	return reached.some((leaf) => leaf.seq! >= version) ? 'delivered' : 'none';
}

const all = (log: SeenLog): Record<string, SeenGrade> =>
	Object.fromEntries(
		ids.flatMap((id) => organizations.map((og) => [`${id} ${og}`, log.gradeOf(id, og)]))
	);

describe('of random logs', () => {
	for (const seed of Array.from({ length: 60 }, (_, at) => at + 1)) {
		it(`is what the definition says, in any order and in any pieces (seed ${seed})`, () => {
			const random = randomFrom(seed);
			const entries = session(random, 5 + random(80));
			const whole = logOf(entries);
			const expected = Object.fromEntries(
				ids.flatMap((id) => organizations.map((og) => [`${id} ${og}`, slowGrade(entries, id, og)]))
			);
			expect(all(whole)).toEqual(expected);

			const shuffled = entries
				.map((leaf) => ({ leaf, at: random(1e9) }))
				.toSorted((a, b) => a.at - b.at)
				.map(({ leaf }) => leaf);
			expect(formatSeen(sorted(logOf(shuffled)))).toEqual(formatSeen(sorted(whole)));

			// Somebody who asks now and then has the same as somebody who asks once.
			const server = new SeenLog('s');
			const client = new SeenLog('s');
			for (const leaf of entries) {
				server.add(leaf);
				if (random(4) > 0) continue;
				applySeen(client, JSON.parse(JSON.stringify(formatSeen(server, client.size))));
			}
			applySeen(client, formatSeen(server, client.size));
			expect(all(client)).toEqual(expected);
		});

		it(`a view never takes a grade away, and only an edit does (seed ${seed})`, () => {
			const random = randomFrom(seed * 7919);
			const log = new SeenLog('s');
			let before = all(log);
			const wrong: string[] = [];
			for (const leaf of session(random, 60)) {
				log.add(leaf);
				const now = all(log);
				for (const key of Object.keys(now)) {
					const [id, og] = key.split(' ') as [string, string];
					const [was, is] = [isSeen(before[key]!), isSeen(now[key]!)];
					const isAbout = leaf.room === 's' && leaf.o!.includes(id);
					const mayFall = isAbout && leaf.k.startsWith('edit');
					const isClaim = leaf.k === 'seen' || leaf.k === 'ack';
					const mayRise = isAbout && isClaim && (leaf.og ?? '') === og;
					if ((was && !is && !mayFall) || (!was && is && !mayRise)) wrong.push(`${leaf.i} ${key}`);
				}
				before = now;
			}
			expect(wrong).toEqual([]);
		});
	}
});

/** The same log with its items in order of their ids. */
function sorted(log: SeenLog): SeenLog {
	const items = [...log.items].toSorted(([a], [b]) => (a < b ? -1 : 1));
	log.items.clear();
	for (const [id, item] of items) log.items.set(id, item);
	return log;
}
