import type { JointDecision } from '../decision-state.ts';
import { describe, expect, it } from 'vitest';
import { noParking } from '../parking.ts';
import type { Participant, SessionState } from '../types.ts';
import {
	summarize,
	unmarked,
	writeDigest,
	writeMinutes,
	type ReportContext,
	type ReportEntry
} from './index.ts';

const organization = (id: string, name: string) => ({
	id,
	name,
	color: 'blue',
	pattern: 'solid' as const,
	initials: id
});

const person = (id: string, name: string | null, home: string | null): Participant => ({
	id,
	name,
	organization: home,
	role: home === null ? 'mediator' : 'delegate',
	consent: true,
	status: 'active',
	joinedAt: 1,
	invite: 'i1'
});

const hash = 'ab'.repeat(32);

const state: SessionState = {
	id: 'workshop01',
	title: 'Care for the *district*',
	purpose: 'One plan',
	status: 'open',
	createdAt: 0,
	seen: 'person',
	names: 'names',
	retentionDays: null,
	closedAt: null,
	isExpired: false,
	erasures: 0,
	organizations: [
		organization('PN', 'Physician network'),
		organization('MS', 'Ministry'),
		organization('CC', 'Community | centre')
	],
	participants: {
		p1: person('p1', 'Ana', 'PN'),
		p2: person('p2', null, 'MS'),
		p3: person('p3', 'Mo', null)
	},
	invites: {},
	stages: [
		{
			id: 's1',
			title: 'Problems',
			attribution: 'name',
			silent: false,
			startedAt: 2000,
			endsAt: 3000,
			status: 'revealed',
			notes: 12
		}
	],
	surveys: {},
	seals: {},
	decisions: {},
	votes: {
		v1: {
			id: 'v1',
			title: 'First things',
			items: ['a', 'b'],
			dots: 3,
			most: 3,
			weight: 'organization',
			shown: 'closed',
			named: false,
			status: 'closed',
			openedAt: 1,
			seq: 1,
			voters: ['p1', 'p2'],
			result: {
				organizations: { PN: { ballots: 1, dots: [2, 1] }, MS: { ballots: 1, dots: [3, 0] } }
			}
		},
		v2: {
			id: 'v2',
			title: 'Second things',
			items: ['a'],
			dots: 1,
			most: 1,
			weight: 'person',
			shown: 'live',
			named: false,
			status: 'open',
			openedAt: 1,
			seq: 1,
			voters: ['p1']
		}
	},
	answers: {
		a: {
			p1: { version: hash, scale: 'five', grade: 4, text: 'good', organization: 'PN', at: 4 }
		}
	},
	versions: { f: [{ number: 1, hash, seq: 1, at: 4000, by: 'p1', organization: 'PN' }] },
	parking: {
		...noParking,
		solutions: {
			x: { id: 'x', frame: 'f', attribution: 'name', at: 1, wasSeen: false, status: 'parked' }
		}
	}
};

let next = 0;
const entry = (kind: string, more: Partial<ReportEntry> = {}): ReportEntry => ({
	index: next++,
	at: 1000 * next,
	kind,
	participant: 'p1',
	organization: 'PN',
	item: null,
	count: 0,
	change: null,
	payload: null,
	...more
});

const names: Readonly<Record<string, string>> = {
	a: '“Too few translators” (Problem)',
	f: 'Vision'
};

const context = (more: Partial<ReportContext> = {}): ReportContext => ({
	state,
	language: 'en',
	timeZone: 'UTC',
	from: 0,
	to: 1_000_000,
	itemName: (id) => names[id] ?? null,
	link: 'https://x.example/s/workshop01/log',
	checkpoint: { size: 99, root: 'cm9vdA==', code: '99-ABCD' },
	...more
});

const week: readonly ReportEntry[] = [
	entry('session.open', { participant: null, organization: null, payload: { title: 'T' } }),
	entry('join', { participant: 'p2', organization: 'MS' }),
	entry('edit', { item: 'a', count: 1, change: 'text' }),
	entry('version.freeze', { item: 'f', count: 1, at: 4000 }),
	entry('edit', { item: 'a', count: 1, change: 'text' }),
	entry('edit', { participant: 'p2', organization: null, item: 'gone', count: 1 }),
	entry('stage.reveal', { participant: 'p3', organization: null, item: 's1' }),
	entry('vote.close', { participant: 'p3', organization: null, item: 'v1' }),
	entry('future.kind', { payload: { title: ['not', 'a', 'text'] } }),
	entry('export'),
	entry('redact', { item: 'p2' }),
	entry('version.confirm', { item: 'f', change: 'version:1' }),
	entry('version.unconfirm', { item: 'f', change: 'version:1' }),
	entry('version.agree', { item: 'f', change: 'version:1' })
];

describe('the digest', () => {
	const text = writeDigest(week, context());

	it('says what changed by which organization, and counts nobody alone', () => {
		expect(text).toContain('# Care for the \\*district\\*: what happened');
		expect(text).toContain('| Physician network | 2 | 1 |');
		expect(text).toContain('| Ministry | 1 | 1 |');
		expect(text).toContain('| Community \\| centre | 0 | 0 |');
		expect(text).toContain('- “Too few translators” (Problem): Physician network (2 times)');
		expect(text).toContain('- something that is no longer on the board: Ministry (once)');
	});

	it('says what was settled and what awaits whom', () => {
		expect(text).toContain(`Version 1 of Vision was frozen (SHA-256 ${hash.slice(0, 16)} …)`);
		expect(text).toContain('“Problems” was revealed: 12 notes');
		expect(text).toContain('The vote “First things” was closed: 2 ballots');
		expect(text).toContain('Joined: (name erased) (Ministry)');
		expect(text).toContain('- Community \\| centre: nobody has joined yet');
		expect(text).toContain('- Vote “Second things”: open; nobody has voted yet from Ministry');
		expect(text).toContain('“Too few translators” (Problem): no answer yet from Ministry');
		expect(text).toContain('1 parked solution waits for being released');
		expect(text).toContain('Version 1 of Vision was confirmed by a delegate of Physician network');
		expect(text).toContain('took back the confirmation of version 1 of Vision');
		expect(text).toContain('Version 1 of Vision is agreed: all delegates');
		expect(text).toContain(
			'Version 1 of Vision: not confirmed yet by all of Physician network, Ministry, Community \\| centre'
		);
		expect(text).toContain('Entries 0 to 13 of the log');
		expect(text).toContain('99-ABCD');
	});

	it('is whole in German too', () => {
		const german = writeDigest(week, context({ language: 'de' }));
		expect(german).toContain('## Was auf wen wartet');
		expect(german).toContain('Physician network (2-mal)');
		expect(german).not.toContain('undefined');
	});

	it('is about its stretch of time only', () => {
		const part = writeDigest(week, context({ from: 3000, to: 4000 }));
		expect(part).toContain('| Physician network | 1 | 1 |');
		expect(part).toContain('Entries 2 to 2 of the log');
		expect(part).not.toContain('frozen');
	});
});

const add = (item: string) => [entry('organization.add', { item, at: 9 })];

describe('the summary', () => {
	const summary = summarize(week, context());

	it('counts by organization, and has what was settled with its entry', () => {
		expect(summary.work.get('PN')).toEqual({ changes: 2, items: 1 });
		expect(summary.work.get('CC')).toEqual({ changes: 0, items: 0 });
		expect(summary.changed.map(([item]) => item)).toEqual(['a', 'gone']);
		expect(summary.settled.map((line) => line.entry)).toEqual([3, 6, 7, 11, 12, 13]);
		expect(summary.joined).toEqual(['(name erased) (Ministry)']);
		expect([summary.first, summary.last, summary.exports, summary.erasures]).toEqual([0, 13, 1, 1]);
	});

	it('has answers that were given in its time', () => {
		expect(summary.answers.join()).toContain('Physician network 4 of 5: good');
		expect(summarize(week, context({ from: 5 })).answers).toEqual([]);
	});

	it('says who takes no part and why, and not that nobody has come', () => {
		const left = { ...organization('NEW', 'New'), absent: { reason: 'Left in *spring*', at: 9 } };
		const without = context({ state: { ...state, organizations: [...state.organizations, left] } });
		const said = [
			entry('organization.absent', { item: 'NEW', payload: { reason: 'Left in *spring*' } }),
			entry('organization.return', { item: 'NEW', change: null }),
			entry('organization.return', { item: 'NEW', change: 'joined' })
		];
		expect(summarize(said, without).settled.map(({ text }) => unmarked(text))).toEqual([
			'New does not take part, said the mediator: Left in *spring*. Nothing waits for it from now on',
			'New takes part again',
			'New takes part again, because somebody of it has joined'
		]);
		for (const text of [writeDigest(week, without), writeMinutes(week, without)]) {
			expect(unmarked(text)).toContain('- Without New: Left in *spring*');
			expect(text).not.toContain('New: nobody has joined yet');
		}
		expect(writeMinutes(week, { ...without, language: 'de' })).toContain('- Ohne New: Left in');
	});

	it('says who became a partner, and from when on it is shown the past', () => {
		const late = { ...organization('NEW', 'New'), since: 86_400_000 };
		const taken = context({ state: { ...state, organizations: [...state.organizations, late] } });
		expect(summarize(add('NEW'), taken).settled[0]?.text).toBe(
			'New became a partner; its history begins on 2 Jan 1970, 00:00, as agreed'
		);
		expect(unmarked(summarize(add('CC'), taken).settled[0]?.text ?? '')).toBe(
			'Community | centre became a partner'
		);
	});
});

describe('the minutes', () => {
	const text = writeMinutes(week, context());

	it('say who was there, and who was not', () => {
		expect(text).toContain('- Physician network: Ana (delegate)');
		expect(text).toContain('- Ministry: (name erased) (delegate)');
		expect(text).toContain('- Without an organization: Mo (mediator)');
		expect(text).toContain('- Nobody from: Community \\| centre');
	});

	it('have votes with their results, versions and answers', () => {
		expect(text).toContain('### First things');
		expect(text).toContain('every organization counts the same');
		expect(text).toContain('1. “Too few translators” (Problem): 5 dots');
		expect(text).toContain('## Frozen versions\n\n- Version 1 of Vision');
		expect(text).toContain('Physician network 4 of 5: good');
		expect(text).toContain('## Open points');
	});

	it('are whole in German too', () => {
		const german = writeMinutes(week, context({ language: 'de' }));
		expect(german).toContain('## Wer da war');
		expect(german).toContain('jede Organisation zählt gleich');
		expect(german).not.toContain('undefined');
	});
});

describe('decisions in reports', () => {
	const wording = JSON.stringify({ cards: [['c', 'proposal', 'We share *beds*\nat once', []]] });
	const given = { reason: 'Too | soon', organization: 'MS', at: 5 };
	const decision: JointDecision = {
		id: 'd~1',
		item: 'c',
		frame: 'f',
		hash,
		wording,
		rule: 'majority',
		share: 67,
		seq: 1,
		status: 'closed',
		presentedAt: 1000,
		openedAt: 2000,
		endedAt: 3000,
		parties: ['PN', 'MS', 'CC'],
		read: {},
		answers: {
			p1: { ...given, answer: 'consent', reason: '', organization: 'PN' },
			p2: { ...given, answer: 'object' }
		},
		result: {
			outcome: 'none',
			voices: [
				{ organization: 'PN', answer: 'consent', answered: ['p1'], missing: [] },
				{ organization: 'MS', answer: 'object', answered: ['p2'], missing: [] },
				{ organization: 'CC', answer: null, answered: [], missing: [] }
			]
		}
	};
	const decided = (change: Partial<JointDecision> = {}): Partial<ReportContext> => ({
		state: { ...state, decisions: { 'd~1': { ...decision, ...change } } }
	});
	const entries = ['present', 'open', 'close', 'withdraw'].map((kind) =>
		entry(`decision.${kind}`, { item: 'd~1', participant: 'p3', organization: null })
	);

	it('stand in the minutes word for word, with rule, answers and who is missing', () => {
		const text = writeMinutes(entries, context(decided()));
		for (const line of [
			'### No result: “We share \\*beds\\* at once”',
			'> We share \\*beds\\* at once',
			'By a qualified majority of organizations (67 %: 2 / 3)',
			'- Physician network: consent (Ana: consent)',
			'- Ministry: objection ((name erased): objection – Too \\| soon)',
			'- Community \\| centre: no answer',
			`SHA-256 \`${hash}\``
		])
			expect(text).toContain(line);
		const german = writeMinutes(entries, context({ ...decided(), language: 'de' }));
		expect(german).toContain('- Ministry: Einwand');
		expect(german).not.toContain('undefined');
	});

	it('are told in the words of their instrument where somebody knows them', () => {
		const lines = ['We share beds', 'Reasons: they are empty'];
		const text = writeMinutes(entries, context({ ...decided(), wordingLines: () => lines }));
		expect(text).toContain('> We share beds\n>\n> Reasons: they are empty');
	});

	it('are open points until they end, with whom they await', () => {
		const { result: _, ...rest } = decision;
		const open = { ...state, decisions: { 'd~1': { ...rest, status: 'open' as const } } };
		expect(writeDigest([], context({ state: open }))).toContain(
			'open; not all have answered from Community \\| centre'
		);
		expect(writeDigest([], context(decided({ status: 'presented' })))).toContain('being read');
		expect(writeDigest([], context(decided()))).not.toContain('being read');
	});

	it('stand that the wording was erased or makes no sense', () => {
		for (const broken of ['', '{', '{"cards":[[1,2,3]]}', '[]']) {
			const text = writeMinutes(entries, context(decided({ wording: broken })));
			expect(text).toContain('(wording erased)');
			expect(text).not.toContain('undefined');
		}
	});
});

describe.each([
	['the digest', writeDigest],
	['the minutes', writeMinutes]
])('%s of a strange log', (_, write) => {
	it('is written without any entries', () => {
		const text = write([], context({ checkpoint: null }));
		expect(text).toContain('No entries of the log in this period');
		expect(text).not.toContain('undefined');
	});

	it('stands erased payloads, unknown votes and times that are none', () => {
		const strange = [
			entry('vote.close', { item: 'nowhere', at: 5 }),
			entry('version.freeze', { item: 'nowhere', at: 6 }),
			entry('stage.start', { item: '__proto__', at: 7 }),
			entry('join', { participant: 'constructor', at: 8 }),
			entry('vote.open', { at: 9, payload: { title: '](http://evil) <script>' } }),
			entry('edit', { at: Number.NaN })
		];
		const text = write(strange, context({ from: -Infinity, to: Infinity }));
		expect(text).not.toContain('undefined');
		expect(text).not.toContain('<script>');
		expect(text).not.toMatch(/(?<!\\)\]\(/);
	});
});
