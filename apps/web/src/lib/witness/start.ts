import { decodeWitnesses, encodeCosign, messageTypes } from '@concordia/protocol';
import { can } from '@concordia/session';
import { parseVerifierKey } from '@concordia/transparency';
import type { OpenSurfaces } from '#lib/board/open-surfaces.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import {
	locked,
	newBrowserKey,
	openBrowserKey,
	RecordStore,
	type BrowserKey
} from './browser-record.ts';
import { Witness, type WitnessState, type WitnessWorld } from './witness.ts';

/**
 * Makes this page check the log of its session, and cosign it for the person's organization. Nothing shows
 * of it until something is wrong.
 */
export function startWitness(connection: Connection, logKey: string, surfaces: OpenSurfaces): void {
	const log = parseVerifierKey(logKey);
	if (!log.ok) return;
	const { session, me } = connection;
	const records = new RecordStore(session, me);
	const exclusively = locked(`concordia/witness/${session}/${me}`);
	const world: WitnessWorld<BrowserKey> = {
		logKey,
		log: log.value,
		exclusively,
		load: () => records.load(),
		save: (record) => records.save(record),
		newKey: () => newBrowserKey(log.value.name),
		open: openBrowserKey,
		mayCosign() {
			const person = connection.participant;
			return person !== null && person.organization !== null && can(person.role, 'witness');
		},
		lostKey: () => records.lostKey(),
		now: () => Date.now(),
		send: (message) => connection.send(encodeCosign(message))
	};
	let hasAlarmed = false;
	const witness = new Witness(world, (state) => show(state));

	function show({ alarm }: WitnessState): void {
		connection.setPresence({ log: witness.mark });
		if (alarm === null || hasAlarmed) return;
		hasAlarmed = true;
		// Whoever holds the other history can only find out by seeing this one.
		connection.setPresence({ logNote: alarm.mine });
		const from = alarm.from === undefined ? null : connection.state.participants[alarm.from];
		void surfaces.open('log-alarm', { alarm, session, from: from?.name ?? null });
	}

	// The server says whose words these are, and could keep them back: a conflict is believed only when the other
	// note is signed by the log, and that nobody contradicts means little.
	function hearPeers(states: ReadonlyMap<number, Record<string, unknown>>): void {
		for (const { log: mark, logNote: note, user } of states.values()) {
			const id = (user as { readonly id?: unknown } | undefined)?.id;
			if (typeof id !== 'string' || id === me) continue;
			if (typeof mark === 'string' && witness.contradicts(mark))
				connection.setPresence({ logNote: witness.noteOf(mark) ?? '' });
			if (typeof note === 'string' && note !== '') void witness.compare(note, id);
		}
	}

	connection.onDoc(() => {
		const { provider } = connection;
		provider.messageHandlers[messageTypes.witnesses] = (_encoder, decoder) => {
			const message = decodeWitnesses(decoder.arr);
			if (message.ok) void witness.take(message.value.proposal);
		};
		provider.awareness.on('change', () => hearPeers(provider.awareness.getStates()));
		provider.on('sync', (isSynced: boolean) => {
			if (isSynced) void witness.greet();
		});
		if (provider.synced) void witness.greet();
	});
}
