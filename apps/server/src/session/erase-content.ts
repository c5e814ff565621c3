import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

interface Stored {
	readonly seq: number;
	readonly bytes: Uint8Array;
}

/**
 * The same updates without what an item of the board ever held: in place of each piece stands that something
 * of its length was there, so that everything else still finds its place. Only those that change are given.
 * All updates that touch the item have to be among `rows`; they may be in any order.
 */
export function eraseContent<Row extends Stored>(
	rows: readonly Row[],
	item: string
): (Row & { readonly bytes: Uint8Array })[] {
	const decoded = rows.map((row) => ({ row, ...Y.decodeUpdate(row.bytes) }));
	const owned = ownedBy(
		item,
		decoded.flatMap(({ structs }) => structs)
	);
	return decoded.flatMap(({ row, structs, ds }) => {
		if (!structs.some((struct) => struct instanceof Y.Item && owned.has(struct))) return [];
		const kept = structs.map((struct) =>
			struct instanceof Y.Item && owned.has(struct) ? new Y.GC(struct.id, struct.length) : struct
		);
		return [{ ...row, bytes: encode(kept, ds) }];
	});
}

/** Pieces that belong to the item: what hangs below its entry, or stands beside something that does. */
function ownedBy(item: string, structs: readonly Struct[]): Pieces {
	const owned = new Pieces();
	let waiting = structs.filter((struct) => struct instanceof Y.Item);
	for (let before = -1; before !== waiting.length;) {
		before = waiting.length;
		waiting = waiting.filter((struct) => {
			if (!belongs(struct, item, owned)) return true;
			owned.add(struct);
			return false;
		});
	}
	return owned;
}

function belongs(struct: Y.Item, item: string, owned: Pieces): boolean {
	// As read from bytes the parent is the name of a root or the id of a piece.
	const parent: unknown = struct.parent;
	if (parent === 'items') return struct.parentSub === item;
	if (parent instanceof Y.ID) return owned.covers(parent);
	// Neighbours have one parent, and under one key come one after the other.
	const beside = struct.origin ?? struct.rightOrigin;
	return owned.has(struct) || (beside !== null && owned.covers(beside));
}

/** Ranges of ids by client. */
class Pieces {
	readonly #ranges = new Map<number, { from: number; to: number }[]>();

	add({ id, length }: Y.Item): void {
		const ranges = this.#ranges.get(id.client) ?? [];
		ranges.push({ from: id.clock, to: id.clock + length });
		this.#ranges.set(id.client, ranges);
	}

	covers({ client, clock }: Y.ID): boolean {
		return this.#ranges.get(client)?.some(({ from, to }) => from <= clock && clock < to) ?? false;
	}

	/** Whether any of a piece is among them: the same may have come in two updates, cut differently. */
	has({ id, length }: Y.Item): boolean {
		const end = id.clock + length;
		return (
			this.#ranges.get(id.client)?.some(({ from, to }) => from < end && id.clock < to) ?? false
		);
	}
}

function encode(structs: readonly Struct[], { clients }: DeleteSet): Uint8Array {
	const byClient = new Map<number, Struct[]>();
	for (const struct of structs) {
		const own = byClient.get(struct.id.client) ?? [];
		own.push(struct);
		byClient.set(struct.id.client, own);
	}
	const encoder = new Y.UpdateEncoderV1();
	const { restEncoder } = encoder;
	encoding.writeVarUint(restEncoder, byClient.size);
	for (const [client, own] of byClient) {
		encoding.writeVarUint(restEncoder, own.length);
		encoder.writeClient(client);
		encoding.writeVarUint(restEncoder, own[0]?.id.clock ?? 0);
		for (const struct of own) struct.write(encoder, 0);
	}
	encoding.writeVarUint(restEncoder, clients.size);
	for (const [client, ranges] of clients) {
		encoding.writeVarUint(restEncoder, client);
		encoding.writeVarUint(restEncoder, ranges.length);
		for (const { clock, len } of ranges) {
			encoding.writeVarUint(restEncoder, clock);
			encoding.writeVarUint(restEncoder, len);
		}
	}
	return encoder.toUint8Array();
}
