import { readBoard } from '@concordia/board/doc';
import type { Decision, Participant } from '@concordia/session';
import type { EntryRow, Store, UpdateRow } from '@concordia/store';
import { sealedOf } from '../session/sealed-cards.ts';
import { formatLogLine, formatUpdateLine } from '@concordia/transparency';
import { zipSync } from 'fflate';
import * as Y from 'yjs';
import type { Room } from '../room/room.ts';
import type { LiveSession } from '../session/live-session.ts';

const ROWS_AT_ONCE = 5000;

export interface PersonRequest {
	readonly store: Pick<Store, 'entries' | 'updates' | 'sealed'>;
	readonly session: LiveSession;
	/** The person's own private room. */
	readonly room: Room;
	readonly participant: Participant;
}

/** All that the server holds of one person, for that person; an entry says that it was taken. */
export async function exportPerson(
	request: PersonRequest
): Promise<{ ok: true; zip: Uint8Array } | Extract<Decision, { ok: false }>> {
	const { store, session, room, participant } = request;
	const { id } = participant;
	const actor = { type: 'participant', id } as const;
	const taken = await session.command({ type: 'export-made', of: 'person' }, actor);
	if (!taken.ok) return taken;
	const state = session.shown;
	const files: Record<string, Uint8Array> = {};
	const put = (name: string, value: unknown): void => {
		files[name] = encode(`${JSON.stringify(value, null, '\t')}\n`);
	};
	put('person.json', { session: session.id, title: state.title, ...participant });
	put('invitation.json', state.invites[participant.invite] ?? null);
	put(
		'answers.json',
		Object.entries(state.answers).flatMap(([item, answers]) => {
			const answer = answers[id];
			return answer === undefined ? [] : [{ item, ...answer }];
		})
	);
	put('ballots.json', session.ballots.own(id));
	put('sealed-cards.json', sealedOf(await store.sealed(session.id), id));
	put('private-room.json', readBoard(room.doc));
	files['private-room.yjs'] = Y.encodeStateAsUpdate(room.doc);
	files['entries.jsonl'] = lines(await entriesOf(store, session.id, id), formatLogLine);
	files['edits.jsonl'] = lines(await editsOf(store, session.id, id), (row) =>
		formatUpdateLine({ entry: row.entry ?? 0, room: row.room, seq: row.seq, update: row.bytes })
	);
	files['README.txt'] = encode(readme);
	return { ok: true, zip: zipSync(files, { level: 6 }) };
}

/** Entries by the person, and those that are about them. */
async function entriesOf(
	store: PersonRequest['store'],
	session: string,
	id: string
): Promise<EntryRow[]> {
	const found = new Map<number, EntryRow>();
	for (const filter of [{ participant: id }, { item: id }])
		for (const row of await store.entries(session, filter)) found.set(row.index, row);
	return [...found.values()].toSorted((a, b) => a.index - b.index);
}

async function editsOf(
	store: PersonRequest['store'],
	room: string,
	id: string
): Promise<UpdateRow[]> {
	const own: UpdateRow[] = [];
	for (let from = 1; ;) {
		const rows = await store.updates(room, from, from + ROWS_AT_ONCE);
		own.push(...rows.filter(({ participant }) => participant === id));
		if (rows.length === 0) return own;
		from = (rows.at(-1)?.seq ?? from) + 1;
	}
}

function lines<Row>(rows: readonly Row[], format: (row: Row) => string): Uint8Array {
	return encode(rows.map((row) => `${format(row)}\n`).join(''));
}

function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

const readme = `What a Concordia server holds of you in one session

  person.json        your name, organization and role, when you joined, whether your views are recorded
  invitation.json    the invitation you came by
  entries.jsonl      every entry of the log that you made or that is about you, with what stands beside it
  edits.jsonl        every edit of yours as it came (Yjs updates, base64url)
  answers.json       your answers
  ballots.json       your ballots and secret answers, which nobody else is given
  sealed-cards.json  cards that you have sealed and that are not revealed yet
  private-room.json  what you keep for yourself, and private-room.yjs the same as a Yjs update

Beside this the server keeps the hashes of your links, which open the session to whoever holds them. It keeps
no address, no pointer track, no typing rhythm, no time that you spent on anything.
That you took this copy is an entry of the log.
`;
