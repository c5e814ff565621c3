import { decodeServerMessage, decodeSync } from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import { parseCheckpoint } from '@concordia/transparency';
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { checkStore, recordsOf } from '../check-store.ts';
import { editAtRandom } from '../edit.ts';
import { holds } from '../recording-client.ts';
import { Disk, type PlantedBug } from './disk.ts';
import { Person, type Surroundings } from './person.ts';
import { SimulatedServer } from './server.ts';
import { Simulation } from './simulation.ts';

const PEOPLE = 5;
const CHAOS_MS = 25_000;
const CALM_MS = 60_000;

/** What became of a world. */
export interface Outcome {
	/** Promises broken, in the order in which it was noticed; empty for a good world. */
	readonly broken: readonly string[];
	/** Equal for equal courses of events. */
	readonly trace: string;
	readonly messages: number;
	readonly acknowledged: number;
	readonly crashes: number;
}

/** Runs the whole server with people, cuts, crashes, a full disk and a wrong clock, from a seed. */
export async function runWorld(seed: number, bug: PlantedBug = 'none'): Promise<Outcome> {
	const simulation = new Simulation(seed);
	const { random } = simulation;
	const disk = new Disk(simulation, bug);
	const broken: string[] = [];
	let server: SimulatedServer | null = new SimulatedServer(simulation, disk);
	let messages = 0;
	let crashes = 0;

	const session = await simulation.finish(openSession(server));
	const around: Surroundings = {
		simulation,
		session: session.id,
		server: () => server,
		sent(to, bytes) {
			messages++;
			const what = shownTooEarly(disk, session.id, to, bytes);
			if (what !== null) broken.push(`at ${simulation.now} ms: ${what}`);
		},
		broken: (what) => broken.push(`at ${simulation.now} ms: ${what}`)
	};
	const people = session.participants.map((id, i) => new Person(around, id, 1000 + i, i % 2 === 0));

	const crash = (): void => {
		if (server === null) return;
		crashes++;
		broken.push(...server.errors.map((error) => `the server reported ${String(error)}`));
		server.crash();
		server = null;
		for (const person of people) person.cut();
		simulation.after(50 + random.below(500), () => {
			server ??= new SimulatedServer(simulation, disk);
		});
	};
	const sometime = (task: () => void): void => void simulation.after(random.below(CHAOS_MS), task);
	const somebody = (): Person => people[random.below(people.length)] as Person;

	for (const person of people) simulation.after(random.below(300), () => person.connect());
	for (let i = 0; i < 250; i++) sometime(() => editAtRandom(somebody().doc, random));
	for (let i = 0; i < 20; i++) sometime(() => somebody().report());
	for (let i = 0; i < 10; i++) sometime(() => somebody().acknowledge());
	for (let i = 0; i < 12; i++) sometime(() => somebody().cut());
	for (let i = 0; i < 3; i++) sometime(crash);
	for (let i = 0; i < 4; i++)
		sometime(() => {
			if (server !== null) server.skewMs = (random.below(7200) - 3600) * 1000;
		});
	for (let i = 0; i < 2; i++)
		sometime(() => {
			disk.fault ??= 'full';
			simulation.after(random.below(3000), () => {
				if (disk.fault === 'full') disk.fault = null;
			});
		});
	// A disk that fails needs somebody who replaces it and starts the server again.
	if (random.chance(0.3))
		sometime(() => {
			disk.fault = 'io';
			simulation.after(2000, () => {
				disk.fault = null;
				crash();
			});
		});

	await simulation.run(CHAOS_MS + 3000);
	checkKept(disk, session.id, people, broken);
	await simulation.run(CALM_MS);
	checkKept(disk, session.id, people, broken);
	const finalServer: SimulatedServer | null = server;
	broken.push(
		...(finalServer?.errors ?? []).map((error) => `the server reported ${String(error)}`)
	);
	for (const person of people)
		if (!person.isSettled) broken.push(`${person.id} is not settled in the end`);

	const trace = createHash('sha256').update(`${messages} ${simulation.tasks}`);
	try {
		const { board, entries } = await checkStore(disk.store, session.id);
		for (const person of people)
			if (recordsOf(person.doc) !== recordsOf(board)) broken.push(`${person.id} has another board`);
		for (const { leaf } of entries) trace.update(leaf);
	} catch (error) {
		broken.push(`the store is not in order: ${String(error)}`);
	}
	return {
		broken,
		trace: trace.digest('hex'),
		messages,
		acknowledged: people.reduce((sum, person) => sum + person.acknowledged.length, 0),
		crashes
	};
}

async function openSession(
	server: SimulatedServer
): Promise<{ id: string; participants: string[] }> {
	const made = await server.registry.create({
		title: 'A simulated workshop',
		organizations: [{ id: 'PN', name: 'Physician network' }]
	});
	if (!made.ok) throw new Error(`no session: ${made.code}`);
	const { session } = made;
	const invite = Object.values(session.shown.invites).find(({ role }) => role === 'participant');
	if (invite === undefined) throw new Error('no invitation');
	for (let i = 0; i < PEOPLE; i++) {
		const command = {
			type: 'join',
			invite: invite.id,
			name: `Person ${i}`,
			consent: true
		} as const;
		const decision = await session.command(command, { type: 'guest' });
		if (!decision.ok) throw new Error(`nobody joined: ${decision.code}`);
	}
	return { id: session.id, participants: Object.keys(session.shown.participants) };
}

function checkKept(disk: Disk, session: string, people: readonly Person[], broken: string[]): void {
	const stored = disk.boards.get(session) ?? new Y.Doc();
	for (const person of people)
		if (!holds(stored, person.acknowledged))
			broken.push(`lost: something that ${person.id} was told is saved`);
}

/** What a message tells that isn't stored yet, or null. */
function shownTooEarly(disk: Disk, session: string, to: Person, bytes: Uint8Array): string | null {
	const stored = disk.boards.get(session) ?? new Y.Doc();
	const sync = decodeSync(bytes);
	if (sync.ok) {
		if (sync.value.type === 'step1') return null;
		return holds(stored, [sync.value.update]) ? null : 'an edit was shown before it was stored';
	}
	const ours = decodeServerMessage(bytes);
	if (!ours.ok) return null;
	switch (ours.value.type) {
		case 'session': {
			const state = ours.value.state as SessionState;
			const isKnown = Object.keys(state.participants).every((id) => disk.participants.has(id));
			return isKnown ? null : 'a person was shown before they were stored';
		}
		case 'result':
			to.done += ours.value.ok ? 1 : 0;
			return to.done <= (disk.acknowledged.get(to.id) ?? 0)
				? null
				: 'an acknowledgement was confirmed before it was stored';
		case 'checkpoint':
			return parseCheckpoint(ours.value.note).ok ? null : 'a checkpoint is unreadable';
		default:
			return null;
	}
}
