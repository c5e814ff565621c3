import { closeCodes, closeReasons, type CloseName } from '@concordia/protocol';
import { WebSocket } from 'ws';

/** What `ws` finds wrong with frames by itself, in our words. */
const names = new Map<number | undefined, CloseName>([
	[1002, 'malformed'],
	[1007, 'malformed'],
	[1008, 'tooMany'],
	[1009, 'tooLarge']
]);

/** A websocket that closes with our codes only, whoever found the reason. */
export class OwnCodes extends WebSocket {
	override close(code?: number, reason?: string | Buffer): void {
		const name = names.get(code);
		if (name === undefined) super.close(code, reason);
		else super.close(closeCodes[name], closeReasons[name]);
	}
}
