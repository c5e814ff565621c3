import { changesBetween, decodeServerMessage, withChange } from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import { expect, test } from 'vitest';
import { Connection } from '../room/connection.ts';
import { connect } from '../room/connect.ts';
import { FakeSocket } from '../testing/socket.ts';
import { Workshop } from '../testing/workshop.ts';

/** A page that keeps the session as it is told of it, and counts the bytes. */
class Page {
	state: SessionState | null = null;
	present: readonly string[] = [];
	bytes = 0;
	changes = 0;
	readonly connection: Connection;

	constructor(
		workshop: Workshop,
		participant: string,
		hearsChanges: boolean,
		room: Connection['place']
	) {
		const socket = new FakeSocket();
		socket.onSend = (bytes) => this.#hear(bytes);
		this.connection = new Connection(
			{ socket, place: room, participant, access: participant, isConcordia: true, hearsChanges },
			workshop.world.now()
		);
	}

	#hear(bytes: Uint8Array): void {
		const message = decodeServerMessage(bytes);
		if (!message.ok) return;
		const { value } = message;
		if (value.type !== 'session' && value.type !== 'session-changes') return;
		this.bytes += bytes.length;
		if (value.type === 'session') this.state = value.state as SessionState;
		else {
			this.changes += 1;
			this.state = value.changes.reduce<unknown>(withChange, this.state) as SessionState;
		}
		this.present = value.present ?? this.present;
	}
}

async function gathering() {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const enter = async (hearsChanges: boolean, participant = ana.participant) => {
		const page = new Page(workshop, participant, hearsChanges, ana.room);
		connect(ana.room, page.connection);
		await workshop.world.pass(500);
		return page;
	};
	return { workshop, ana, enter };
}

test('who asks for changes gets the whole once, and then has what all others are told each time', async () => {
	const { workshop, ana, enter } = await gathering();
	const whole = await enter(false);
	const page = await enter(true);
	expect(page.state).toEqual(workshop.session.shown);
	const steps: (() => unknown)[] = [
		() => workshop.join('participant'),
		() =>
			ana.command({
				type: 'vote-open',
				title: 'Which?',
				items: ['n'],
				dots: 3,
				most: 3,
				weight: 'person',
				shown: 'live',
				named: false,
				room: workshop.session.id,
				seq: ana.room.durableSeq
			}),
		() => workshop.enter({ role: 'mediator' }),
		() =>
			workshop.session.command({ type: 'erase', participant: ana.participant }, { type: 'host' }),
		() => workshop.session.command({ type: 'close' }, { type: 'host' })
	];
	ana.addNote('n', 'One');
	await workshop.world.pass(500);
	for (const step of steps) {
		await workshop.finish(Promise.resolve(step()).then(() => undefined));
		await workshop.world.pass(500);
		expect(page.state).toEqual(workshop.session.shown);
		expect(page.state).toEqual(whole.state);
		expect(page.present).toEqual(whole.present);
	}
	expect(page.changes).toBeGreaterThan(3);
	expect(page.bytes).toBeLessThan(whole.bytes);
});

test('who was late hears what changed since they were told', async () => {
	const { workshop, enter } = await gathering();
	const page = await enter(true);
	const later = await enter(true);
	await workshop.join('participant');
	await workshop.world.pass(500);
	expect(later.state).toEqual(page.state);
	expect(changesBetween(later.state, workshop.session.shown)).toEqual([]);
});

test('an answer to a thousand others costs what it says, and not what all of them say', async () => {
	const { workshop, enter } = await gathering();
	const answers: Record<string, Record<string, object>> = {};
	for (let at = 0; at < 1000; at++) {
		const subject = (answers[`item${at % 25}`] ??= {});
		subject[`person${Math.floor(at / 25)}`] = {
			version: 'ab'.repeat(32),
			scale: 'eight',
			grade: 2,
			text: 'We could live with it, if the costs are shared by size.',
			organization: 'PN',
			at: 1_700_000_000_000
		};
	}
	// As if 40 people had answered 25 questions.
	const { session } = workshop;
	const full = { ...session.shown, answers } as unknown as SessionState;
	session.state = full;
	await workshop.finish(
		session.command(
			{ type: 'invite', organization: 'PN', role: 'observer', uses: 1 },
			{ type: 'host' }
		)
	);
	await workshop.world.pass(500);
	const [whole, page] = [await enter(false), await enter(true)];
	await workshop.world.pass(500);
	const before = [whole.bytes, page.bytes] as const;
	await workshop.finish(
		session.command(
			{ type: 'invite', organization: 'PN', role: 'observer', uses: 1 },
			{ type: 'host' }
		)
	);
	await workshop.world.pass(20_000);
	expect(page.state).toEqual(session.shown);
	expect(whole.state).toEqual(session.shown);
	const cost = [whole.bytes - before[0], page.bytes - before[1]] as const;
	expect(cost[0]).toBeGreaterThan(150_000);
	expect(cost[1]).toBeLessThan(1000);
});
