import type { Organization, Participant } from '@concordia/session';
import { beforeAll, expect, test, vi } from 'vitest';
import { locale } from '#lib/i18n/index.svelte.ts';
import { sharesOf } from './shares.ts';
import { authorOf, writtenBy, type People } from './wording.ts';

beforeAll(async () => {
	vi.stubGlobal('document', { documentElement: {} });
	await locale.loadAll();
});

const organization = (id: string): Organization => ({
	id,
	name: `Partner ${id}`,
	color: 'teal',
	pattern: 'dots',
	initials: id
});
const person = (name: string, of: string | null): Participant =>
	({ id: name, name, organization: of }) as Participant;

const people: People = {
	organizations: [organization('A'), organization('B')],
	participants: {
		anna: person('Anna', 'A'),
		ada: person('Ada', 'A'),
		ben: person('Ben', 'B'),
		mia: person('Mia', null)
	}
};

const run = (text: string, author: string | null) => ({ text, origin: { author } });

test('words are counted by organization and by its people, who wrote most first', () => {
	const shares = sharesOf(people, [
		{ id: '1', title: '', runs: [run('one two three', 'anna'), run(' four', 'ben')] },
		{ id: '2', title: '', runs: [run('five', 'ada'), run(' six', 'mia'), run(' seven', null)] },
		{ id: '3', title: '', runs: [{ text: 'eight', origin: undefined }] }
	]);
	expect(
		shares.map(({ id, words, people: own }) => [id, words, own.map((one) => one.name)])
	).toEqual([
		['A', 4, ['Anna', 'Ada']],
		['-', 2, ['Mia']],
		['B', 1, ['Ben']],
		['?', 1, []]
	]);
});

test('what was revealed for an organization is told as its words, and names nobody', () => {
	const author = authorOf(null, 'B');
	const [share] = sharesOf(people, [{ id: '1', title: '', runs: [run('one two', author)] }]);
	expect(share).toMatchObject({ id: 'B', words: 2, people: [] });
	expect(writtenBy(people, { author })).toBe('Partner B');
	expect(authorOf(null, undefined)).toBe(null);
	expect(authorOf('ben', undefined)).toBe('ben');
});

test('whoever was erased has no name', () => {
	expect(writtenBy(people, { author: 'gone' })).toBe('Name erased');
	expect(writtenBy(people, { author: 'anna', restoredBy: 'ben' })).toBe(
		'Anna (Partner A), brought back by Ben'
	);
});
