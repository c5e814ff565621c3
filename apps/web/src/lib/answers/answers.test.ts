import type { Item } from '@concordia/board';
import { noParking, type Answer, type Participant, type SessionState } from '@concordia/session';
import { expect, test } from 'vitest';
import { answersOn, giveAnswer, mayAnswer, versionOf } from './answers.ts';

const item: Item = { id: 'i', type: 'card', pos: [0, 0], size: [1, 1], z: 'a', text: 'Our vision' };

function person(id: string, organization: string, change: Partial<Participant> = {}): Participant {
	return {
		id,
		name: id.toUpperCase(),
		organization,
		role: 'delegate',
		consent: true,
		status: 'active',
		joinedAt: 0,
		invite: 'x',
		...change
	};
}

function answer(organization: string, at: number, change: Partial<Answer> = {}): Answer {
	return {
		version: versionOf(item),
		scale: 'eight',
		grade: 1,
		text: '',
		organization,
		at,
		...change
	};
}

function session(answers: SessionState['answers'], ...people: Participant[]): SessionState {
	const organizations = ['B', 'A'].map((id) => ({
		id,
		name: id,
		color: 'blue',
		pattern: 'solid' as const,
		initials: id
	}));
	return {
		id: 's',
		title: '',
		purpose: '',
		status: 'open',
		createdAt: 0,
		seen: 'person',
		names: 'names',
		retentionDays: null,
		closedAt: null,
		isExpired: false,
		erasures: 0,
		organizations,
		participants: Object.fromEntries(people.map((one) => [one.id, one])),
		invites: {},
		stages: [],
		votes: {},
		surveys: {},
		seals: {},
		decisions: {},
		answers,
		versions: {},
		parking: noParking
	};
}

const command = () => Promise.resolve({ id: 1, ok: true });

test('answers come by organization, and say whether they are to the present wording', () => {
	const given = {
		i: {
			ana: answer('A', 1),
			abe: answer('A', 0),
			ben: answer('B', 2, { version: '0'.repeat(64) }),
			five: answer('A', 3, { scale: 'five' }),
			gone: answer('A', 4),
			now: answer('A', 5)
		}
	};
	const state = session(
		given,
		person('ana', 'A'),
		person('abe', 'A'),
		person('ben', 'B'),
		person('five', 'A'),
		person('gone', 'A', { status: 'revoked' }),
		person('now', 'A', { role: 'participant' })
	);
	const shown = answersOn(state, item, 'eight');
	expect(shown.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
		['BEN', false],
		['ABE', true],
		['ANA', true]
	]);
	expect(answersOn(state, { ...item, text: 'Our visions' }, 'eight')[1]?.isCurrent).toBe(false);
	expect(answersOn(state, { ...item, id: 'toString' }, 'eight')).toEqual([]);
});

test('only delegates who agreed to be recorded may answer, while the session is open', () => {
	const state = session({});
	const may = (change: Partial<Participant>, status: 'open' | 'closed' = 'open') =>
		mayAnswer({ state: { ...state, status }, participant: person('ana', 'A', change), command });
	expect(may({})).toBe(true);
	expect(may({}, 'closed')).toBe(false);
	for (const role of ['mediator', 'participant', 'observer'] as const)
		expect(may({ role })).toBe(false);
	expect(may({ consent: false })).toBe(false);
	expect(mayAnswer({ state, participant: null, command })).toBe(false);
});

test('an answer names the wording that it is given to', async () => {
	const sent: object[] = [];
	const send = (one: object) => {
		sent.push(one);
		return command();
	};
	await giveAnswer({ command: send }, item, { scale: 'five', grade: 4, text: 'Yes' });
	expect(sent).toEqual([
		{ type: 'answer', subject: 'i', version: versionOf(item), scale: 'five', grade: 4, text: 'Yes' }
	]);
});
