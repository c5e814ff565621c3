import type { Item } from '@concordia/board';
import { formatFrozen, frozenOf, instruments } from '@concordia/instruments';
import type { SessionState } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import { expect, test } from 'vitest';
import { writeDocuments } from './documents.ts';

const state: SessionState = {
	id: 's',
	title: 'Workshop',
	purpose: 'Better care',
	status: 'open',
	createdAt: 0,
	seen: 'items',
	organizations: [
		{ id: 'PN', name: 'Physician network', color: 'blue', pattern: 'plain', initials: 'PN' }
	],
	participants: {},
	invites: {},
	stages: [],
	votes: {},
	surveys: {},
	seals: {},
	decisions: {},
	answers: {},
	versions: {}
} as unknown as SessionState;

const frames = instruments.map(({ id }, index): Item => ({
	id: `frame${index}`,
	type: 'frame',
	pos: [0, 0],
	size: [100, 100],
	z: 'a0',
	instrument: id,
	text: `Ours ${index}`
}));

test('every instrument on the board is a document in both languages, twice if it is there twice', () => {
	const again = { ...frames[0]!, id: 'again' };
	const documents = writeDocuments([...frames, again], state, '2026-11-22');
	const names = instruments.flatMap(({ id }) => [`documents/${id}.en.md`, `documents/${id}.de.md`]);
	const first = instruments[0]!.id;
	expect([...documents.keys()].toSorted()).toEqual(
		[...names, `documents/${first}-2.en.md`, `documents/${first}-2.de.md`].toSorted()
	);
	for (const [name, text] of documents) {
		expect(text).toContain('Workshop');
		expect(text).toContain(name.includes('.de.') ? '22\\. November 2026' : '22 November 2026');
		expect(text).not.toMatch(/document\.|kind\.|undefined/u);
	}
});

test('a document says which version it is while its wording is the frozen one', () => {
	const [definition] = instruments;
	const [frame] = frames;
	const hash = hashText(formatFrozen(frozenOf(definition!, [frame!], frame!.id)));
	const version = { number: 3, hash, seq: 1, at: 0, by: 'p', organization: null };
	const frozen = { ...state, versions: { [frame!.id]: [version] } };
	const name = `documents/${definition!.id}.en.md`;
	expect(writeDocuments([frame!], frozen, '2026-11-22').get(name)).toContain(hash);
	const changed = { ...frame!, text: 'Yours' };
	expect(writeDocuments([changed], frozen, '2026-11-22').get(name)).toContain('Working draft');
});

test('documents that people wrote are there as Markdown, with what their live fields show', () => {
	const items = [
		{
			id: 'vision',
			type: 'document',
			doc: [
				{ type: 'paragraph', attrs: { heading: 1 }, content: [{ text: 'Our vision' }] },
				{ type: 'script', content: [{ text: 'alert(1)' }] },
				{ type: 'live', attrs: { item: 'card' } }
			]
		},
		{ id: 'card', type: 'card', text: 'Care is near' }
	] as unknown as Item[];
	expect(Object.fromEntries(writeDocuments(items, state, '2026-11-22'))).toEqual({
		'documents/document-vision.md': '# Our vision\n\n> Care is near\n'
	});
});
