import { describe, expect, it } from 'vitest';
import { readEntries } from './entry.ts';
import { EntryList } from './entry-list.ts';
import { FakeLog, smallLog } from './testing.ts';

describe('the list of entries', () => {
	it('asks for the newest missing stretch first, until nothing is missing', () => {
		const log = smallLog(7);
		const list = new EntryList();
		list.grow(10);
		const asked: unknown[] = [];
		for (let span = list.nextMissing(4); span; span = list.nextMissing(4)) {
			asked.push(span);
			list.add(log.entries(span.from, span.to));
		}
		expect(asked).toEqual([
			{ from: 6, to: 10 },
			{ from: 2, to: 6 },
			{ from: 0, to: 2 }
		]);
		expect(list.isComplete).toBe(true);
	});

	it('asks again for what an answer left out, and for what came since', () => {
		const log = smallLog(7);
		const list = new EntryList();
		list.grow(8);
		list.add(log.entries(4, 6));
		expect(list.nextMissing(4)).toEqual({ from: 6, to: 8 });
		list.grow(10);
		list.add(log.entries(6, 8));
		expect(list.nextMissing(4)).toEqual({ from: 8, to: 10 });
		list.add(log.entries(8, 10));
		expect(list.nextMissing(4)).toEqual({ from: 0, to: 4 });
		expect(list.loaded).toBe(6);
	});

	it('counts an entry that comes twice once', () => {
		const log = smallLog(1);
		const list = new EntryList();
		list.add(log.entries());
		list.add(log.entries());
		expect(list.loaded).toBe(4);
		expect(list.size).toBe(4);
	});

	it('learns names from entries in any order', () => {
		const list = new EntryList();
		list.add(smallLog().entries().toReversed());
		expect(list.directory.person('p1')).toEqual({ id: 'p1', name: 'Ana', organization: 'PN' });
		expect(list.directory.organization('MS')?.name).toBe('Ministry');
	});

	it('passes over organizations that are none', () => {
		const log = new FakeLog();
		log.add('session.open', { payload: { organizations: [null, 5, { id: 'X' }] } });
		log.add('session.open', { payload: { organizations: 'none' } });
		const list = new EntryList();
		list.add(log.entries());
		expect(list.directory.organizations).toEqual([]);
	});
});

describe('lines of the log', () => {
	it('are read with what stands beside them', () => {
		const [, join] = smallLog().entries();
		expect(join?.payload).toEqual({ name: 'Ana', role: 'delegate' });
		expect(join?.erased).toBe(false);
	});

	it('tell when something was erased', () => {
		const { line } = smallLog().entry(1);
		const { leaf } = JSON.parse(line) as { leaf: string };
		const erased = readEntries(JSON.stringify({ leaf, payload: null, salt: null }));
		expect(erased.ok && erased.value[0]?.erased).toBe(true);
	});

	it.each(['nonsense', '{"leaf":"{}","payload":null,"salt":null}', '<html>'])(
		'refuses %j',
		(line) => {
			expect(readEntries(line).ok).toBe(false);
		}
	);
});
