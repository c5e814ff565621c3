import * as encoding from 'lib0/encoding';

/** How a server wraps the y-protocols messages of a document. */
export interface Wire {
	/** Messages that a client sends before anything else. */
	hello(): Uint8Array[];
	sync(kind: 0 | 1 | 2, payload: Uint8Array): Uint8Array;
	awareness(payload: Uint8Array): Uint8Array;
	/** Bytes in front of each message that a receiver has to pass over. */
	readonly prefix: number;
}

function wire(name: string | null, hello: () => Uint8Array[]): Wire {
	const start = (): encoding.Encoder => {
		const encoder = encoding.createEncoder();
		if (name !== null) encoding.writeVarString(encoder, name);
		return encoder;
	};
	return {
		hello,
		prefix: encoding.length(start()),
		sync(kind, payload) {
			const encoder = start();
			encoding.writeVarUint(encoder, 0);
			encoding.writeVarUint(encoder, kind);
			encoding.writeVarUint8Array(encoder, payload);
			return encoding.toUint8Array(encoder);
		},
		awareness(payload) {
			const encoder = start();
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarUint8Array(encoder, payload);
			return encoding.toUint8Array(encoder);
		}
	};
}

/** y-websocket: one document per socket, nothing in front. */
export const plainWire = (): Wire => wire(null, () => []);

/** Hocuspocus: each message begins with the document's name; a token opens the document. */
export const hocuspocusWire = (name: string): Wire =>
	wire(name, () => {
		const encoder = encoding.createEncoder();
		encoding.writeVarString(encoder, name);
		encoding.writeVarUint(encoder, 2); // auth
		encoding.writeVarUint(encoder, 0); // token
		encoding.writeVarString(encoder, 'bench');
		return [encoding.toUint8Array(encoder)];
	});
