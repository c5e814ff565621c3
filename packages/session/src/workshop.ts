import type { Command } from './command.ts';
import { decide, type Decision } from './decide.ts';
import { evolve } from './evolve.ts';
import type { Actor, SessionEvent, SessionState } from './types.ts';
import type { Dots } from './vote-state.ts';
import type { SealedBallot } from './vote.ts';

/** Puts a card to decision. */
export const presenting: Extract<Command, { type: 'decision-present' }> = {
	type: 'decision-present',
	item: 'card',
	frame: 'decisions',
	room: 'workshop01',
	hash: 'a'.repeat(64),
	wording: '{"cards":[["card","proposal","We will share beds",[]]]}',
	terms: { rule: 'consent', share: null },
	seq: 7
};

/** A session for tests: commands go in, accepted events are folded at once. Ids count up. */
export class Workshop {
	state: SessionState | null = null;
	readonly events: SessionEvent[] = [];
	now = 1_000;
	/** Ballots by vote or survey and person, kept as a server would. */
	readonly ballots = new Map<string, Map<string, Dots>>();
	#ids = 0;

	/** Decides and, when accepted, applies. */
	try(actor: Actor, command: Command): Decision {
		const decision = decide(this.state, command, {
			actor,
			now: this.now,
			newId: () => `id${++this.#ids}`,
			ballots: (vote) => this.ballotsOf(vote)
		});
		if (!decision.ok) return decision;
		if (command.type === 'vote-cast' && actor.type === 'participant') {
			const kept = this.ballots.get(command.vote) ?? new Map<string, Dots>();
			this.ballots.set(command.vote, kept.set(actor.id, command.dots));
		}
		if (command.type === 'survey-answer' && actor.type === 'participant') {
			const kept = this.ballots.get(command.survey) ?? new Map<string, Dots>();
			this.ballots.set(command.survey, kept.set(actor.id, command.answers));
		}
		for (const event of decision.events) {
			this.events.push(event);
			this.state = evolve(this.state, event);
		}
		return decision;
	}

	ballotsOf(vote: string): SealedBallot[] {
		return [...(this.ballots.get(vote) ?? [])].map(([participant, dots]) => ({
			participant,
			dots,
			commitment: `commitment of ${participant}`
		}));
	}

	/** As `try`, for steps that a test relies on. */
	do(actor: Actor, command: Command): SessionEvent | undefined {
		const decision = this.try(actor, command);
		if (!decision.ok) throw new Error(`${command.type} refused: ${decision.code}`);
		return decision.events[0];
	}

	/** Invites to a role and joins with it; answers who that is now. */
	join(
		role: 'mediator' | 'delegate' | 'participant' | 'observer',
		organization: string | null = role === 'mediator' ? null : 'PN',
		consent = true
	): Actor & { type: 'participant' } {
		const invite = this.invite(role, organization);
		const event = this.do(guest, { type: 'join', invite, name: `A ${role}`, consent });
		return { type: 'participant', id: event?.by ?? '' };
	}

	invite(
		role: 'mediator' | 'delegate' | 'participant' | 'observer',
		organization: string | null = role === 'mediator' ? null : 'PN',
		more: { uses?: number; expiresAt?: number; name?: string } = {}
	): string {
		const event = this.do(host, { type: 'invite', organization, role, uses: 1, ...more });
		return event?.subject?.[0] ?? '';
	}
}

export const host: Actor = { type: 'host' };
export const guest: Actor = { type: 'guest' };

export const opening: Command & { type: 'open' } = {
	type: 'open',
	id: 'workshop01',
	title: 'Care for the district',
	organizations: [
		{ id: 'PN', name: 'Physician network' },
		{ id: 'HI1', name: 'Health insurer 1' }
	]
};

/** An open session with two organizations and nobody in it. */
export function openWorkshop(): Workshop {
	const workshop = new Workshop();
	workshop.do(host, opening);
	return workshop;
}
