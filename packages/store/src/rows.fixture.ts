import type { EntryRow, UpdateRow } from './rows.ts';

export function bytes(length: number): Uint8Array {
	return Uint8Array.from({ length }, (_, i) => (i * 7 + length) % 256);
}

export function session(id: string) {
	return { id, createdAt: 1_763_700_000_000 };
}

export function update(room: string, seq: number, more: Partial<UpdateRow> = {}): UpdateRow {
	return {
		room,
		seq,
		entry: seq - 1,
		participant: 'p1',
		at: 1000 + seq,
		bytes: bytes(40),
		...more
	};
}

export function entry(of: string, index: number, more: Partial<EntryRow> = {}): EntryRow {
	return {
		session: of,
		index,
		kind: 'edit',
		at: 1000 + index,
		participant: 'p1',
		organization: 'A',
		items: ['item'],
		leaf: `{"v":1,"i":${index}}`,
		payload: null,
		salt: null,
		...more
	};
}
