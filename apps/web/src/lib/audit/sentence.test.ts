import { leafKinds } from '@concordia/transparency';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { flatten } from '#lib/i18n/catalogue.ts';
import { formatMessage } from '#lib/i18n/message.ts';
import { changes } from './change.ts';
import { Directory } from './directory.ts';
import { saysRow } from './row-sentence.ts';
import { sentence, type Translate, type Vocabulary } from './sentence.ts';
import { FakeLog, smallLog } from './testing.ts';

function translate(locale: 'en' | 'de'): Translate {
	const folder = path.join(import.meta.dirname, '../i18n/messages', locale);
	const files = ['log', 'reading', 'common', 'common.later', 'privacy', 'changes'].map((area) => [
		`${area}.json`,
		JSON.parse(readFileSync(path.join(folder, `${area}.json`), 'utf8')) as Record<string, string>
	]);
	const messages = flatten(Object.fromEntries(files) as Record<string, Record<string, string>>);
	return (key, params) => {
		const text = messages.get(key);
		if (text === undefined) throw new Error(`no text for ${key}`);
		return formatMessage(text, locale, params);
	};
}

const labels: Readonly<Record<string, string>> = { item0: 'note “Waiting times”', item1: 'frame' };

function vocabulary(log: FakeLog, locale: 'en' | 'de' = 'en'): Vocabulary {
	const directory = new Directory();
	for (const entry of log.entries()) directory.learn(entry);
	return {
		t: translate(locale),
		directory,
		itemLabel: (id) => labels[id] ?? null
	};
}

const fieldLabel = (_: string, field: string) => (field === 'statement' ? 'Statement' : null);

type Fields = Parameters<FakeLog['add']>[1];

function says(kind: string, fields: Fields): string {
	const log = smallLog();
	const entry = log.add(kind, fields);
	return sentence(entry, vocabulary(log));
}

const newcomer = { id: 'MS', name: 'Ministry', color: 'red', pattern: 'dots', initials: 'MS' };

const edit = (o: string[], c: string[]): Fields => ({
	a: 'p1',
	og: 'PN',
	room: 'abcdefghij',
	o,
	c
});

describe('an entry in words', () => {
	it.each<[string, string, Fields]>([
		['The host opened the session “Access”', 'session.open', { payload: { title: 'Access' } }],
		[
			'Ana took in Ministry as a partner, who is shown the history from 14 November 2023 on: Vision 3',
			'organization.add',
			{
				a: 'p1',
				o: ['MS'],
				payload: {
					organization: { ...newcomer, since: 1_700_000_000_000 },
					reason: 'Vision 3'
				}
			}
		],
		[
			'Ana took in Ministry as a partner',
			'organization.add',
			{ a: 'p1', o: ['MS'], payload: { organization: newcomer } }
		],
		[
			'Ana said that Physician network does not take part: Left the alliance',
			'organization.absent',
			{ a: 'p1', o: ['PN'], payload: { reason: 'Left the alliance' } }
		],
		[
			'Ana said that Physician network takes part again',
			'organization.return',
			{ a: 'p1', o: ['PN'] }
		],
		[
			'With Ana, Physician network takes part again',
			'organization.return',
			{ a: 'p1', o: ['PN'], c: ['joined'] }
		],
		['Ana joined (Delegate)', 'join', { a: 'p1', payload: { name: 'Ana', role: 'delegate' } }],
		[
			'Ben joined as an observer, without agreeing to be recorded',
			'join',
			{ a: 'p2', payload: { name: 'Ben', role: 'observer', consent: false } }
		],
		['Ana added note “Waiting times”', 'edit', edit(['item0'], ['create'])],
		['Ana removed an item that is no longer on the board', 'edit', edit(['gone'], ['delete'])],
		['Ana moved 2 items', 'edit', edit(['item0', 'item1'], ['set:pos', 'set:parent,pos'])],
		['Ana changed the title of the board', 'edit', edit(['meta'], ['set:title'])],
		[
			'Ana changed the board: 1 added, 1 removed, 1 changed',
			'edit',
			edit(['a', 'b', 'c'], ['create', 'delete', 'text'])
		],
		[
			'Ana worked in private drafts',
			'edit',
			{ a: 'p1', room: 'abcdefghij~private~p1', o: ['item0'], c: ['text'] }
		],
		['The host changed the board', 'edit.host', {}],
		['Ana will sign with a key that is kept in a browser of theirs', 'key.add', { a: 'p1' }],
		[
			'Ana’s browser became a witness of the log for its organization',
			'witness.join',
			{ a: 'p1', o: ['key'] }
		],
		[
			'Ana’s browser lost its witness key; it will not be used again',
			'witness.lost',
			{ a: 'p1', o: ['key'] }
		],
		['Ana signed 2 changes', 'sign', { a: 'p1', o: ['4', 'x', 'y'] }],
		['Ministry added note “Waiting times”', 'edit', { og: 'MS', o: ['item0'], c: ['create'] }],
		['Somebody added note “Waiting times”', 'edit', { o: ['item0'], c: ['create'] }],
		[
			'Ana began to collect notes that nobody else sees: “What stops us?”. Agreed for revealing: without names and organizations',
			'stage.start',
			{ a: 'p1', o: ['s1'], payload: { title: 'What stops us?', attribution: 'nobody' } }
		],
		[
			'Ana revealed what was collected: 5 notes',
			'stage.reveal',
			{ a: 'p1', o: ['s1'], payload: { notes: { PN: 2, MS: 3 } } }
		],
		['Ministry had frame on the screen', 'seen', { og: 'MS', o: ['item1'] }],
		['Ben confirmed having read frame', 'ack', { a: 'p2', o: ['item1'] }],
		['The host removed Ben from the session', 'revoke', { o: ['p2'] }],
		[
			'Ana changed the role of Ben: Observer',
			'role',
			{ a: 'p1', o: ['p2'], payload: { role: 'observer' } }
		],
		[
			'The host made an invitation: Ministry, Delegate',
			'invite.create',
			{ o: ['i3'], payload: { organization: 'MS', role: 'delegate' } }
		],
		['Somebody left', 'leave', { a: 'unknown' }],
		['The host erased the name of Ben', 'redact', { o: ['p2'] }],
		['The host erased the content of 2 entries', 'redact', { o: ['1', '2'] }],
		['A change by Ben was refused', 'refuse', { a: 'p2', payload: { code: 'locked' } }],
		[
			'Ana opened the vote “What first?”',
			'vote.open',
			{ a: 'p1', o: ['v', 'item0'], payload: { title: 'What first?' } }
		],
		['Ben voted', 'vote.cast', { a: 'p2', o: ['v'] }],
		[
			'Ana opened the evaluation of 2027 for secret answers',
			'survey.open',
			{ a: 'p1', o: ['s', 'f'], payload: { year: 2027 } }
		],
		['Ben answered the evaluation', 'survey.answer', { a: 'p2', o: ['s'] }],
		[
			'Ana closed the evaluation: answers of 1 person counted',
			'survey.close',
			{ a: 'p1', o: ['s'], payload: { ballots: [{}] } }
		],
		[
			'Ana put frame to decision, to be decided by qualified majority',
			'decision.present',
			{ a: 'p1', o: ['d~1', 'item1', 'f'], c: ['majority:67', 'item', 'frame'] }
		],
		['Ana opened a decision for answers', 'decision.open', { a: 'p1', o: ['d~1'] }],
		[
			'Ben answered a decision: consent',
			'decision.answer',
			{ a: 'p2', o: ['d~1'], c: ['consent'] }
		],
		[
			'Ben answered a decision: objection (“Too early”)',
			'decision.answer',
			{ a: 'p2', o: ['d~1'], c: ['object'], payload: { reason: 'Too early' } }
		],
		['Ana closed a decision: adopted', 'decision.close', { a: 'p1', o: ['d~1'], c: ['adopted'] }],
		['Ana withdrew a decision', 'decision.withdraw', { a: 'p1', o: ['d~1'] }],
		[
			'Ana closed the vote: 2 ballots counted',
			'vote.close',
			{ a: 'p1', o: ['v'], payload: { ballots: [{}, {}] } }
		],
		['Ana: from.tomorrow', 'from.tomorrow', { a: 'p1' }]
	])('%s', (expected, kind, fields) => {
		expect(says(kind, fields)).toBe(expected);
	});

	it('names the field of a card that was changed', () => {
		const log = smallLog();
		const entry = log.add('edit', edit(['item0'], ['set:fields,fields/statement']));
		expect(sentence(entry, { ...vocabulary(log), fieldLabel })).toBe(
			'Ana changed “Statement” of note “Waiting times”'
		);
		const two = log.add('edit', edit(['item0'], ['set:fields/evidence,fields/statement']));
		expect(sentence(two, { ...vocabulary(log), fieldLabel })).toBe(
			'Ana filled in details of note “Waiting times”'
		);
	});

	it('says how often and when, for a row of several entries', () => {
		const log = smallLog();
		const entry = log.add('edit', edit(['item0'], ['text']));
		const words = vocabulary(log);
		const since = entry.leaf.t - 4 * 60_000;
		expect(saysRow(entry, { count: 4, since }, words)).toMatch(
			/^Ana wrote in note “Waiting times”, 4 times, \d.*–\d/
		);
		expect(saysRow(entry, { count: 4, since: entry.leaf.t }, words)).not.toContain('–');
		expect(saysRow(entry, { count: 1, since }, words)).toBe('Ana wrote in note “Waiting times”');
		// Before it has come in full, only what surely reads the same is said.
		const joined = { ...log.add('join', { a: 'p1' }), line: '' };
		expect(saysRow(joined, { count: 1, since }, words)).toBe('…');
		expect(saysRow({ ...entry, line: '' }, { count: 1, since }, words)).toMatch(/^Ana wrote/);
	});

	it('leaves erased names out', () => {
		const log = new FakeLog();
		const join = log.add('join', { a: 'p1' });
		expect(sentence(join, vocabulary(log))).toBe('Name erased joined (role erased)');
	});

	it('has words for every kind and every change in both languages', () => {
		for (const locale of ['en', 'de'] as const) {
			const log = smallLog();
			const words = vocabulary(log, locale);
			for (const kind of leafKinds) {
				const text = sentence(log.add(kind, { a: 'p1', o: ['item0'] }), words);
				expect(text).toMatch(/Ana/);
			}
			for (const change of changes) expect(words.t(`log.says-edit-${change}`)).not.toBe('');
		}
	});
});
