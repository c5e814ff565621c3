import { evolve, type SessionEvent, type SessionState } from '@concordia/session';
import type { CommandResult, VotesMessage } from '@concordia/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Votes, type VoteLink } from './votes.svelte.ts';

const opening: SessionEvent[] = [
	{
		kind: 'session.open',
		at: 1,
		subject: ['s'],
		payload: { organizations: [] }
	},
	{
		kind: 'join',
		at: 2,
		by: 'p1',
		organization: 'PN',
		subject: ['i'],
		payload: { name: 'Ana', role: 'delegate', consent: true }
	},
	{
		kind: 'vote.open',
		at: 3,
		subject: ['v', 'n1', 'n2'],
		payload: { title: 'T', dots: 3, most: 2, weight: 'person', shown: 'closed', named: false }
	}
];

/** A link to a server that answers when the test says so. */
function fakeLink() {
	const state = opening.reduce<SessionState | null>(evolve, null);
	if (state === null) throw new Error('not opened');
	const sent: { dots: unknown; answer: (result: Partial<CommandResult>) => Promise<void> }[] = [];
	const votes: VotesMessage<never> = { ballots: {}, running: {} };
	const link: VoteLink = {
		session: 's',
		me: 'p1',
		state,
		participant: state.participants['p1'] ?? null,
		votes,
		link: { kind: 'live' },
		command: (command) =>
			new Promise((resolve) =>
				sent.push({
					dots: 'dots' in command ? command.dots : null,
					async answer(result) {
						resolve({ id: 1, ok: true, ...result });
						await Promise.resolve();
						await Promise.resolve();
					}
				})
			)
	};
	return { link, sent };
}

const kept = (): string | null => localStorage.getItem('concordia.ballot.s.p1');

beforeEach(() => {
	const entries = new Map<string, string>();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => entries.get(key) ?? null,
		setItem: (key: string, value: string) => void entries.set(key, value),
		removeItem: (key: string) => void entries.delete(key)
	});
});
afterEach(() => vi.unstubAllGlobals());

describe('own dots', () => {
	test('show at once, and are kept here until the server has them', async () => {
		const { link, sent } = fakeLink();
		const votes = new Votes(link);
		votes.change('n1', 1);
		expect([votes.on('n1'), votes.left, votes.isSent]).toEqual([1, 2, false]);
		expect(kept()).toContain('n1');
		votes.follow();
		expect(sent.map(({ dots }) => dots)).toEqual([{ n1: 1 }]);
		await sent[0]?.answer({});
		expect([votes.isSent, kept()]).toEqual([true, null]);
	});

	test('are sent one ballot after the other, always the newest', async () => {
		const { link, sent } = fakeLink();
		const votes = new Votes(link);
		votes.change('n1', 1);
		votes.follow();
		votes.change('n1', 1);
		votes.follow();
		votes.change('n2', 1);
		votes.follow();
		expect(sent).toHaveLength(1);
		await sent[0]?.answer({});
		expect(sent.map(({ dots }) => dots)).toEqual([{ n1: 1 }, { n1: 2, n2: 1 }]);
		expect(votes.isSent).toBe(false);
	});

	test('outlive the page that could not send them', () => {
		const { link } = fakeLink();
		new Votes(link).change('n2', 1);
		const { link: again, sent } = fakeLink();
		const votes = new Votes(again);
		expect(votes.on('n2')).toBe(1);
		votes.follow();
		expect(sent.map(({ dots }) => dots)).toEqual([{ n2: 1 }]);
	});

	test('that came too late are said, not lost', async () => {
		const { link, sent } = fakeLink();
		const votes = new Votes(link);
		votes.change('n1', 1);
		votes.follow();
		await sent[0]?.answer({ ok: false, code: 'vote-over' });
		expect(votes.lost).toEqual({ vote: 'v', dots: { n1: 1 }, code: 'vote-over' });
		expect([votes.isSent, kept()]).toEqual([true, null]);
		votes.dismissLost();
		expect(votes.lost).toBeNull();
	});

	test('stay when the connection went in between', async () => {
		const { link, sent } = fakeLink();
		const votes = new Votes(link);
		votes.change('n1', 1);
		votes.follow();
		await sent[0]?.answer({ ok: false, code: 'offline' });
		expect([votes.isSent, votes.on('n1')]).toEqual([false, 1]);
		votes.follow();
		expect(sent).toHaveLength(2);
	});

	test('go nowhere they may not', () => {
		const { link } = fakeLink();
		const votes = new Votes(link);
		const items = new Map([['n1', { id: 'n1' } as never]]);
		expect(votes.obstacle('n1', -1, items)).toBe('none-here');
		expect(votes.obstacle('n2', 1, items)).toBe('gone');
		expect(votes.obstacle('n9', 1, items)).toBe('closed');
		votes.change('n1', 1);
		votes.change('n1', 1);
		expect(votes.obstacle('n1', 1, items)).toBe('most');
		votes.change('n2', 1);
		expect(votes.obstacle('n2', 1, new Map([['n2', { id: 'n2' } as never]]))).toBe('none-left');
		votes.clear();
		expect([votes.left, votes.isSent]).toEqual([3, false]);
	});
});
