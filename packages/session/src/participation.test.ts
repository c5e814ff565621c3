import { expect, test } from 'vitest';
import { countContributions, groupPeople, mayRecordSeen, partiesOf } from './participation.ts';
import { host, openWorkshop } from './workshop.ts';

const edit = (organization: string | null) => ({ kind: 'edit', organization });

function peopled() {
	const workshop = openWorkshop();
	const mediator = workshop.join('mediator').id;
	workshop.now++;
	const ana = workshop.join('delegate', 'PN').id;
	workshop.now++;
	const ben = workshop.join('participant', 'PN').id;
	const gone = workshop.join('participant', 'PN').id;
	workshop.do(host, { type: 'revoke', participant: gone });
	if (workshop.state === null) throw new Error('not open');
	return { workshop, state: workshop.state, mediator, ana, ben };
}

test('groups people by organization, also those that nobody came from', () => {
	const { state, mediator, ana, ben } = peopled();
	const groups = groupPeople(state, [ben, mediator, 'stranger']);
	expect(
		groups.map(({ organization, people, present }) => [
			organization?.id ?? null,
			people.map(({ id }) => id),
			present
		])
	).toEqual([
		['PN', [ana, ben], 1],
		['HI1', [], 0],
		[null, [mediator], 1]
	]);
});

test('names who takes part for whom', () => {
	const { state, ana, ben } = peopled();
	const names = [ana, ben].map((id) => state.participants[id]?.name);
	expect(partiesOf(state).map(({ people }) => people)).toEqual([names, []]);
});

test('counts edits per organization', () => {
	const { state } = peopled();
	expect(
		countContributions(state, [
			edit('PN'),
			edit('PN'),
			edit('HI1'),
			edit('PN'),
			edit(null),
			edit('gone'),
			{ kind: 'seen', organization: 'HI1' }
		])
	).toEqual([
		{ organization: 'PN', edits: 3, share: 0.75 },
		{ organization: 'HI1', edits: 1, share: 0.25 }
	]);
	expect(countContributions(state, [])[0]?.share).toBe(0);
});

test('views are recorded only with consent, while the session is open and records them', () => {
	const { workshop, state, ana } = peopled();
	const person = state.participants[ana];
	if (person === undefined) throw new Error('nobody');
	expect(mayRecordSeen(state, person)).toBe(true);
	expect(mayRecordSeen(state, { ...person, consent: false })).toBe(false);
	expect(mayRecordSeen({ ...state, seen: 'off' }, person)).toBe(false);
	workshop.do(host, { type: 'close' });
	expect(workshop.state && mayRecordSeen(workshop.state, person)).toBe(false);
});
