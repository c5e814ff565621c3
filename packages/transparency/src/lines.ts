import { fromBase64url, toBase64url } from './bytes.ts';
import { SALT_BYTES } from './payload.ts';
import { spell } from './spell.ts';
import { bad, good, type Result } from './result.ts';

/** A line of `log.jsonl` and of the log's HTTP answer. */
export interface LogLine {
	leaf: string;
	/** `null` when the leaf has none, or when it was erased. */
	payload: string | null;
	salt: Uint8Array | null;
}

/** A line of `updates.jsonl`: the bytes that one or more `edit` leaves name by `h`. */
export interface UpdateLine {
	/** Index of the (first) leaf that logged it. */
	entry: number;
	room: string;
	seq: number;
	/** `null` when it was erased. */
	update: Uint8Array | null;
	/** What stands in its place since: the same without what was erased, so that the rest can still be played. */
	instead?: Uint8Array;
}

/** A line of the history's HTTP answer: an update of the board with who made it, and when. */
export interface HistoryLine {
	/** Position in the room, counted from 1. */
	seq: number;
	/** Index of the (first) leaf that logged it. */
	entry: number;
	/** Time by the server's clock, in ms. */
	at: number;
	/** `null` when the host made it, or when nobody is named. */
	participant: string | null;
	/** Where nobody is named, but their organization is. */
	organization?: string;
	/** `null` when it was erased. */
	update: Uint8Array | null;
}

export function formatLogLine({ leaf, payload, salt }: LogLine): string {
	return JSON.stringify({ leaf, payload, salt: salt && toBase64url(salt) });
}

export function parseLogLine(text: string): Result<LogLine> {
	const fields = parseFields(text);
	if (!fields) return bad('not a JSON object');
	const { leaf, payload, salt } = fields;
	const [first, second, third] = Object.keys(fields);
	// Nothing else vouches for the bytes of these lines, so only one spelling of them is right.
	const isOrdered = first === 'leaf' && second === 'payload' && third === 'salt';
	if (typeof leaf !== 'string') return bad('it has no leaf');
	if (payload !== null && typeof payload !== 'string') return bad('its payload is not a text');
	if (!isOrdered || spell(fields) !== text) return bad('not in the one spelling of a line');
	if (payload === null && salt === null) return good({ leaf, payload, salt });
	if (payload === null || salt === null) return bad('payload and salt go together');
	const bytes = typeof salt === 'string' ? fromBase64url(salt) : null;
	if (bytes?.length !== SALT_BYTES) return bad('its salt is not one');
	return good({ leaf, payload, salt: bytes });
}

export function formatUpdateLine({ entry, room, seq, update, instead }: UpdateLine): string {
	return JSON.stringify({
		entry,
		room,
		seq,
		update: update && toBase64url(update),
		...(instead !== undefined && { instead: toBase64url(instead) })
	});
}

export function parseUpdateLine(text: string): Result<UpdateLine> {
	const fields = parseFields(text);
	if (!fields) return bad('not a JSON object');
	const { entry, room, seq, update } = fields;
	if (typeof entry !== 'number' || typeof room !== 'string' || typeof seq !== 'number')
		return bad('it does not say which update it is');
	if (update === null) {
		if (fields['instead'] === undefined) return good({ entry, room, seq, update });
		const instead = typeof fields['instead'] === 'string' ? fromBase64url(fields['instead']) : null;
		return instead
			? good({ entry, room, seq, update, instead })
			: bad('what stands in its place is not base64url');
	}
	const bytes = typeof update === 'string' ? fromBase64url(update) : null;
	return bytes ? good({ entry, room, seq, update: bytes }) : bad('its bytes are not base64url');
}

export function formatHistoryLine({ update, ...line }: HistoryLine): string {
	const { seq, entry, at, participant, organization } = line;
	const whose = organization === undefined ? { participant } : { participant, organization };
	return JSON.stringify({ seq, entry, at, ...whose, update: update && toBase64url(update) });
}

export function parseHistoryLine(text: string): Result<HistoryLine> {
	const fields = parseFields(text);
	if (!fields) return bad('not a JSON object');
	const { seq, entry, at, participant, organization, update } = fields;
	if (typeof seq !== 'number' || typeof entry !== 'number' || typeof at !== 'number')
		return bad('it does not say which update it is');
	if (participant !== null && typeof participant !== 'string')
		return bad('it does not say who made it');
	const whose = typeof organization === 'string' ? { participant, organization } : { participant };
	if (update === null) return good({ seq, entry, at, ...whose, update });
	const bytes = typeof update === 'string' ? fromBase64url(update) : null;
	return bytes
		? good({ seq, entry, at, ...whose, update: bytes })
		: bad('its bytes are not base64url');
}

/** The fields of a JSON object; null for what is none. */
export function parseFields(text: string): Record<string, unknown> | null {
	try {
		const raw: unknown = JSON.parse(text);
		return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}
