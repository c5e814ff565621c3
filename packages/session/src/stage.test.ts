import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { replay } from './evolve.ts';
import { parseCommand } from './command.ts';
import { runningStage, type Stage } from './stage.ts';
import { host, openWorkshop, type Workshop } from './workshop.ts';

const collect: Extract<Command, { type: 'stage-start' }> = {
	type: 'stage-start',
	title: ' What stops us? ',
	minutes: 8,
	silent: true,
	attribution: 'organization'
};

/** An open session in which a mediator has begun to collect. */
function collecting(): { workshop: Workshop; mediator: ReturnType<Workshop['join']>; id: string } {
	const workshop = openWorkshop();
	const mediator = workshop.join('mediator');
	workshop.do(mediator, collect);
	return { workshop, mediator, id: stageOf(workshop).id };
}

function stageOf(workshop: Workshop): Stage {
	const stage = workshop.state?.stages.at(-1);
	if (stage === undefined) throw new Error('no stage');
	return stage;
}

describe('collecting', () => {
	test('begins with what is asked, for how long, and how notes will be signed', () => {
		const { workshop, mediator } = collecting();
		expect(stageOf(workshop)).toEqual({
			id: expect.any(String) as string,
			title: 'What stops us?',
			attribution: 'organization',
			silent: true,
			startedAt: 1000,
			endsAt: 1000 + 8 * 60_000,
			status: 'collecting'
		});
		expect(workshop.events.at(-1)).toMatchObject({ kind: 'stage.start', by: mediator.id });
		expect(runningStage(workshop.state?.stages ?? [])).toBe(stageOf(workshop));
	});

	test('may belong to a frame of the board', () => {
		const { workshop, mediator, id } = collecting();
		workshop.do(mediator, { type: 'stage-cancel', stage: id });
		workshop.do(mediator, { ...collect, frame: 'frame1' });
		expect(stageOf(workshop).frame).toBe('frame1');
	});

	test('goes on when the time is over, until the mediator ends it', () => {
		const { workshop, mediator, id } = collecting();
		workshop.now += 60 * 60_000;
		expect(stageOf(workshop).status).toBe('collecting');
		workshop.do(mediator, { type: 'stage-time', stage: id, minutes: 1.5 });
		expect(stageOf(workshop).endsAt).toBe(workshop.now + 90_000);
		workshop.do(mediator, {
			type: 'stage-reveal',
			stage: id,
			notes: { PN: 3, '': 1 },
			frames: { PN: 'f1' }
		});
		expect(stageOf(workshop)).toMatchObject({
			status: 'revealed',
			endedAt: workshop.now,
			notes: 4,
			frames: { PN: 'f1' }
		});
		expect(runningStage(workshop.state?.stages ?? [])).toBeNull();
	});

	test('is one thing at a time', () => {
		const { workshop, mediator } = collecting();
		expect(workshop.try(mediator, collect)).toMatchObject({ code: 'stage-running' });
	});

	const refusals: { name: string; command: Command; code: string }[] = [
		{ name: 'no question', command: { ...collect, title: ' ' }, code: 'stage-invalid' },
		{
			name: 'a question too long',
			command: { ...collect, title: 'x'.repeat(201) },
			code: 'stage-invalid'
		},
		{ name: 'no time', command: { ...collect, minutes: 0 }, code: 'stage-invalid' },
		{ name: 'more than a day', command: { ...collect, minutes: 1441 }, code: 'stage-invalid' },
		{ name: 'endless time', command: { ...collect, minutes: Infinity }, code: 'stage-invalid' },
		{ name: 'no number', command: { ...collect, minutes: NaN }, code: 'stage-invalid' },
		{
			name: 'revealing an unknown stage',
			command: { type: 'stage-reveal', stage: 'x' },
			code: 'stage-unknown'
		}
	];
	for (const { name, command, code } of refusals)
		test(`is refused with ${name}`, () => {
			const workshop = openWorkshop();
			expect(workshop.try(workshop.join('mediator'), command)).toMatchObject({ ok: false, code });
		});

	test('ends once', () => {
		const { workshop, mediator, id } = collecting();
		workshop.do(mediator, { type: 'stage-cancel', stage: id });
		for (const type of ['stage-reveal', 'stage-cancel'] as const)
			expect(workshop.try(mediator, { type, stage: id })).toMatchObject({ code: 'stage-over' });
		expect(workshop.try(mediator, { type: 'stage-time', stage: id, minutes: 1 })).toMatchObject({
			code: 'stage-over'
		});
		expect(stageOf(workshop)).toMatchObject({ status: 'cancelled', endedAt: 1000 });
	});

	test('is over with the session, and nothing is revealed by that', () => {
		const { workshop, mediator, id } = collecting();
		workshop.do(mediator, { type: 'close' });
		expect(stageOf(workshop)).toMatchObject({ status: 'cancelled', endedAt: 1000 });
		expect(workshop.try(mediator, { type: 'stage-reveal', stage: id })).toMatchObject({
			code: 'session-closed'
		});
	});
});

describe('rights', () => {
	for (const who of ['host', 'delegate', 'participant', 'observer'] as const)
		test(`${who} neither starts nor ends a stage`, () => {
			const { workshop, id } = collecting();
			const actor = who === 'host' ? host : workshop.join(who);
			const commands: Command[] = [
				{ type: 'stage-time', stage: id, minutes: 3 },
				{ type: 'stage-reveal', stage: id },
				{ type: 'stage-cancel', stage: id },
				collect
			];
			for (const command of commands)
				expect(workshop.try(actor, command)).toMatchObject({ code: 'not-allowed' });
		});

	test('notes that came late are put on the board by those who may write, after the end only', () => {
		const { workshop, mediator, id } = collecting();
		const ana = workshop.join('participant');
		const late = { type: 'stage-late', stage: id } as const;
		expect(workshop.try(ana, late)).toMatchObject({ code: 'stage-collecting' });
		workshop.do(mediator, { type: 'stage-reveal', stage: id });
		// Nothing of it is an event: it would name somebody whom the stage promised not to name.
		expect(workshop.try(ana, late)).toEqual({ ok: true, events: [] });
		expect(workshop.try(workshop.join('observer'), late)).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(host, late)).toMatchObject({ code: 'not-allowed' });
	});
});

describe('a log', () => {
	test('replays to the same stages', () => {
		const { workshop, mediator, id } = collecting();
		workshop.do(mediator, { type: 'stage-time', stage: id, minutes: 2 });
		workshop.do(mediator, { type: 'stage-reveal', stage: id, notes: { PN: 2 } });
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('with erased payloads says as little as possible of who wrote', () => {
		const { workshop } = collecting();
		const erased = workshop.events.map((event) =>
			event.kind === 'stage.start' ? { ...event, payload: null } : event
		);
		expect(replay(erased)?.stages).toEqual([
			expect.objectContaining({ title: null, attribution: 'nobody', status: 'collecting' })
		]);
	});
});

test('what only the server knows is taken out of a command from outside', () => {
	expect(parseCommand({ type: 'stage-reveal', stage: 's', notes: { PN: 99 } })).toEqual({
		ok: true,
		value: { type: 'stage-reveal', stage: 's' }
	});
	expect(parseCommand({ ...collect, attribution: 'everybody' })).toMatchObject({ ok: false });
});
